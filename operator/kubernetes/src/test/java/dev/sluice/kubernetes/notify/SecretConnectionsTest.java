package dev.sluice.kubernetes.notify;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sluice.core.model.Channel;
import dev.sluice.core.model.Channel.Hidden;
import dev.sluice.core.model.Channel.Security;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/**
 * Against a mail server that speaks TLS from the beginning or after STARTTLS, and a web server that speaks HTTPS, whose certificates are of an
 * authority of the test's own (C5).
 */
class SecretConnectionsTest {

    private static final Attempt NO_TRUST =
            Attempt.again("no secure connection could be agreed on: is its certificate trusted?");
    private static final Optional<Channel.Login> RIGHT = login("right password");

    @TempDir
    static Path folder;

    private static X509Certificate ours;
    private static X509Certificate others;
    private static SSLContext localhost;
    private static SSLContext elsewhere;

    private final BlockingQueue<String> mails = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> users = new LinkedBlockingQueue<>();
    private SMTPServer server;

    @BeforeAll
    static void certify() throws Exception {
        Authority authority = new Authority(folder, "ours");
        ours = authority.certificate();
        localhost = authority.server("dns:localhost");
        elsewhere = authority.server("dns:elsewhere.example.com");
        others = new Authority(folder, "others").certificate();
    }

    @AfterEach
    void stop() {
        if (server != null) {
            server.stop();
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aMailGoesOutInSecret(Security security) throws InterruptedException {
        listen(security, localhost);
        assertThat(send(security, List.of(ours), RIGHT)).isEqualTo(new Attempt.Told());
        assertThat(mails.poll(5, TimeUnit.SECONDS))
                .startsWith("sluice@example.com ops@example.com ")
                .contains("Subject: [sluice] deploy-prod of run team-a/r-1");
        assertThat(users).containsExactly("sluice");
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void oneOfSeveralAuthoritiesDoes(Security security) {
        listen(security, localhost);
        assertThat(send(security, List.of(others, ours), RIGHT)).isEqualTo(new Attempt.Told());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void aWrongPasswordIsNotTaken(Security security) {
        listen(security, localhost);
        assertThat(send(security, List.of(ours), login("hunter2")))
                .isEqualTo(new Attempt.Never("user and password were not taken"));
        assertThat(mails).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whoseAuthorityIsNotKnownIsToldNothing(Security security) {
        listen(security, localhost);
        assertThat(send(security, List.of(), RIGHT)).isEqualTo(NO_TRUST);
        assertThat(send(security, List.of(others), RIGHT)).isEqualTo(NO_TRUST);
        assertNothingCame();
    }

    /** A channel's own authorities are the only ones, whatever Java trusts otherwise. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whoIsTrustedElsewhereIsNotWhereTheChannelNamesItsAuthorities(Security security) throws Exception {
        listen(security, localhost);
        SSLContext before = SSLContext.getDefault();
        SSLContext.setDefault(Trust.in(List.of(ours)));
        try {
            assertThat(send(security, List.of(others), RIGHT)).isEqualTo(NO_TRUST);
            assertNothingCame();
            assertThat(send(security, List.of(), RIGHT)).isEqualTo(new Attempt.Told());
        } finally {
            SSLContext.setDefault(before);
        }
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void whoShowsTheCertificateOfAnotherHostIsToldNothing(Security security) {
        listen(security, elsewhere);
        assertThat(send(security, List.of(ours), RIGHT)).isEqualTo(NO_TRUST);
        assertNothingCame();
    }

    /** Who sits in between takes STARTTLS out of what the server can do. */
    @Test
    void whatIsToBecomeASecretConnectionIsOneOrNone() {
        listen(Security.NONE, localhost);
        assertThat(send(Security.START_TLS, List.of(ours), RIGHT))
                .isEqualTo(Attempt.again("the mail server knows no STARTTLS"));
        assertNothingCame();
    }

    @Test
    void aWebhookIsToldByItsOwnAuthorityToo() throws Exception {
        assertThat(post(localhost, List.of(ours))).isEqualTo(new Attempt.Told());
        assertThat(post(localhost, List.of())).isEqualTo(NO_TRUST);
        assertThat(post(localhost, List.of(others))).isEqualTo(NO_TRUST);
        assertThat(post(elsewhere, List.of(ours))).isEqualTo(NO_TRUST);
    }

    private static Attempt post(SSLContext shown, List<X509Certificate> authorities) throws Exception {
        HttpsServer web = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        web.setHttpsConfigurator(new HttpsConfigurator(shown));
        web.createContext("/", exchange -> {
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        web.start();
        try {
            return new HttpSender(Clock.systemUTC())
                    .post(
                            new Hidden("https://localhost:" + web.getAddress().getPort() + "/"),
                            Optional.of(new Hidden("0123456789abcdef")),
                            NoticeMaker.requested().make(),
                            new byte[] {'x'},
                            terms(authorities));
        } finally {
            web.stop(0);
        }
    }

    private void listen(Security security, SSLContext shown) {
        UnaryOperator<SMTPServer.Builder> speaks =
                switch (security) {
                    case TLS -> builder -> builder.serverSocketFactory(shown);
                    case START_TLS -> builder -> builder.enableTLS().startTlsSocketFactory(shown);
                    case NONE -> builder -> builder;
                };
        server = speaks.apply(SMTPServer.port(0)
                        .bindAddress(InetAddress.getLoopbackAddress())
                        .requireAuth()
                        .authenticationHandlerFactory(new EasyAuthenticationHandlerFactory(this::check))
                        .messageHandler((context, from, to, data) ->
                                mails.add(from + " " + to + " " + new String(data, StandardCharsets.UTF_8))))
                .build();
        server.start();
    }

    private void check(String user, String password, Object context) throws LoginFailedException {
        users.add(user);
        if (!password.equals("right password")) {
            throw new LoginFailedException();
        }
    }

    private void assertNothingCame() {
        assertThat(mails).isEmpty();
        assertThat(users).as("who sent a name and a password").isEmpty();
    }

    private Attempt send(Security security, List<X509Certificate> authorities, Optional<Channel.Login> login) {
        return new MailSender()
                .send(
                        new Channel.Mail(
                                "localhost",
                                server.getPortAllocated(),
                                security,
                                login,
                                "sluice@example.com",
                                List.of("ops@example.com"),
                                terms(authorities)),
                        NoticeMaker.requested().make());
    }

    private static Channel.Terms terms(List<X509Certificate> authorities) {
        return new Channel.Terms(Duration.ofSeconds(5), 1, Optional.empty(), authorities);
    }

    private static Optional<Channel.Login> login(String password) {
        return Optional.of(new Channel.Login(new Hidden("sluice"), new Hidden(password)));
    }
}
