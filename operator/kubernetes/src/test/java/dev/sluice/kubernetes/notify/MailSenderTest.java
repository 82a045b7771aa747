package dev.sluice.kubernetes.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.sluice.core.model.Channel;
import dev.sluice.core.model.Channel.Hidden;
import jakarta.mail.Message;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Against a mail server that really takes mail. */
class MailSenderTest {

    private static final Attempt TOO_SLOW = Attempt.again("did not answer within 2 s");

    private final MailSender sender = new MailSender();
    private GreenMail server;

    @BeforeEach
    void listen() {
        ServerSetup smtp = new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP);
        server = new GreenMail(smtp);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    @Test
    void aMailSaysItAll() throws Exception {
        assertThat(sender.send(
                        mail(port(), Channel.Security.NONE, Optional.empty()),
                        NoticeMaker.requested().make()))
                .isEqualTo(new Attempt.Told());
        MimeMessage message = only();
        assertThat(message.getSubject())
                .isEqualTo("[sluice] deploy-prod of run team-a/r-1 waits for 1 of team-lead, group:devops");
        assertThat(message.getFrom()[0]).hasToString("sluice@example.com");
        assertThat(message.getRecipients(Message.RecipientType.TO)).hasSize(2);
        assertThat(message.getMessageID()).isEqualTo("<id-1@sluice>");
        assertThat(message.getHeader("Sluice-Delivery")).containsExactly("id-1");
        assertThat(message.getContent().toString().replace("\r\n", "\n"))
                .startsWith("deploy-prod of run team-a/r-1 waits for")
                .contains("\nRelease v7?\nUntil 2026-11-22T10:00:00Z\n\nLet it on with:\n\n  kubectl annotate …");
    }

    /** A name of an approver is whatever its author wrote, and it is in the subject. */
    @Test
    void whatPeopleWroteMakesNoHeader() throws Exception {
        Notice notice = NoticeMaker.requested()
                .by(NoticeMaker.NASTY)
                .asking("a\r\n.\r\nMAIL FROM:<x@y>\r\n" + NoticeMaker.NASTY)
                .make();
        assertThat(sender.send(mail(port(), Channel.Security.NONE, Optional.empty()), notice))
                .isEqualTo(new Attempt.Told());
        MimeMessage message = only();
        assertThat(message.getHeader("Bcc")).isNull();
        assertThat(message.getAllRecipients()).hasSize(2);
        assertThat(message.getSubject())
                .contains("x Bcc: mallory@example.com <!channel>")
                .doesNotContain("\r", "\n");
        assertThat(message.getContent().toString()).contains("a . MAIL FROM:<x@y> x Bcc:");
    }

    @Test
    void aWrongPasswordIsNotTriedAgain() throws Exception {
        server.stop();
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.setUser("sluice", "right password");
        server.start();
        server.getUserManager().setAuthRequired(true);
        Channel.Login wrong = new Channel.Login(new Hidden("sluice"), new Hidden("hunter2"));
        assertThat(sender.send(mail(port(), Channel.Security.NONE, Optional.of(wrong)), notice()))
                .isEqualTo(new Attempt.Never("user and password were not taken"));
        Channel.Login right = new Channel.Login(new Hidden("sluice"), new Hidden("right password"));
        assertThat(sender.send(mail(port(), Channel.Security.NONE, Optional.of(right)), notice()))
                .isEqualTo(new Attempt.Told());
    }

    @Test
    void whatIsToBeASecretConnectionIsOneOrNone() {
        assertThat(sender.send(mail(port(), Channel.Security.START_TLS, Optional.empty()), notice()))
                .isEqualTo(Attempt.again("the mail server knows no STARTTLS"));
        assertThat(sender.send(mail(port(), Channel.Security.TLS, Optional.empty()), notice()))
                .isInstanceOf(Attempt.Again.class);
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void whoseCertificateNobodyTrustsIsNotTold() {
        server.stop();
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTPS));
        server.start();
        assertThat(sender.send(mail(server.getSmtps().getPort(), Channel.Security.TLS, Optional.empty()), notice()))
                .isEqualTo(Attempt.again("no secure connection could be agreed on: is its certificate trusted?"));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "550, 'Never[why=the mail server answered 550]'",
        "451, 'Again[why=the mail server answered 451, after=Optional.empty]'"
    })
    void aRefusalIsJudgedByItsCode(int code, String expected) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread refuses = new Thread(() -> refuse(socket, code));
            refuses.setDaemon(true);
            refuses.start();
            assertThat(sender.send(mail(socket.getLocalPort(), Channel.Security.NONE, Optional.empty()), notice()))
                    .hasToString(expected);
        }
    }

    @Test
    void whatCanNotBeReachedIsTriedAgain() {
        assertThat(sender.send(mail(1, Channel.Security.NONE, Optional.empty()), notice()))
                .isEqualTo(Attempt.again("can't be connected to"));
    }

    @Test
    void whatHangsIsLeft() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            assertThat(sender.send(mail(socket.getLocalPort(), Channel.Security.NONE, Optional.empty()), notice()))
                    .isEqualTo(TOO_SLOW);
        }
    }

    static Stream<Arguments> talksOnAndOn() {
        byte[] secret = {0x16, 3, 3, 0x40, 0}; // a record of 16 KiB begins
        return Stream.of(
                arguments("a greeting that never ends", Channel.Security.NONE, List.of(), ascii("220 ")),
                arguments("lines that say there is more to come", Channel.Security.NONE, List.of("220 hello"), null),
                arguments(
                        "whose answer to the mail never ends",
                        Channel.Security.NONE,
                        List.of("220 hello", "250 ok", "250 ok", "250 ok", "250 ok", "354 go on"),
                        ascii("250 ")),
                arguments("a secret connection from the beginning", Channel.Security.TLS, List.of(), secret),
                arguments(
                        "a secret connection in the end",
                        Channel.Security.START_TLS,
                        List.of("220 hello", "250-ok\r\n250 STARTTLS", "220 go on"),
                        secret));
    }

    /**
     * Each byte comes well within a read's timeout, and the end never.
     *
     * @param answers of the server, one to each line that it gets, the first before any
     * @param last begins what it says for ever; null: lines, each of which announces another
     */
    @ParameterizedTest(name = "{0}")
    @MethodSource
    void talksOnAndOn(String what, Channel.Security security, List<String> answers, byte[] last) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread talks = new Thread(() -> talk(socket, answers, last));
            talks.setDaemon(true);
            talks.start();
            long began = System.nanoTime();
            assertThat(sender.send(mail(socket.getLocalPort(), security, Optional.empty()), notice()))
                    .isEqualTo(TOO_SLOW);
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isBetween(Duration.ofMillis(1900), Duration.ofSeconds(10));
            talks.join(5000); // it finds the connection closed
            assertThat(talks.isAlive()).isFalse();
        }
    }

    private static void talk(ServerSocket socket, List<String> answers, byte[] last) {
        try (var connection = socket.accept()) {
            var out = connection.getOutputStream();
            var in = new java.io.BufferedReader(
                    new java.io.InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            for (int i = 0; i < answers.size(); i++) {
                if (i > 0) {
                    in.readLine();
                }
                out.write(ascii(answers.get(i) + "\r\n"));
            }
            if (last != null) {
                out.write(last);
            }
            while (true) {
                out.write(last == null ? ascii("250-more\r\n") : new byte[] {'x'});
                Thread.sleep(50);
            }
        } catch (IOException | InterruptedException e) {
            // the sender has gone
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static void refuse(ServerSocket socket, int code) {
        try (var connection = socket.accept()) {
            var out = connection.getOutputStream();
            var in = new java.io.BufferedReader(
                    new java.io.InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
            out.write("220 hello\r\n".getBytes(StandardCharsets.US_ASCII));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String answer = line.startsWith("RCPT") ? code + " hunter2 is not here" : "250 ok";
                out.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // the sender has gone
        }
    }

    private MimeMessage only() throws Exception {
        assertThat(server.waitForIncomingEmail(5000, 2)).isTrue(); // a copy for each recipient
        return server.getReceivedMessages()[0];
    }

    private int port() {
        return server.getSmtp().getPort();
    }

    private static Notice notice() {
        return NoticeMaker.decided().make();
    }

    private static Channel.Mail mail(int port, Channel.Security security, Optional<Channel.Login> login) {
        return new Channel.Mail(
                "127.0.0.1",
                port,
                security,
                login,
                "sluice@example.com",
                List.of("ops@example.com", "dev@example.com"),
                new Channel.Terms(Duration.ofSeconds(2), 1, Optional.empty(), List.of()));
    }
}
