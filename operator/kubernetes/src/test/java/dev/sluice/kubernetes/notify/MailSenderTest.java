package dev.sluice.kubernetes.notify;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a mail server that really takes mail. */
class MailSenderTest {

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
                    .isEqualTo(Attempt.again("did not answer in time"));
        }
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
