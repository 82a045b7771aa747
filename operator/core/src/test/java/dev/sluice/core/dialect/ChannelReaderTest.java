package dev.sluice.core.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.core.model.Channel;
import dev.sluice.core.model.Channel.Hidden;
import dev.sluice.core.model.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What an administrator writes of a channel (C5). */
class ChannelReaderTest {

    private static final Channel.Terms TERMS =
            new Channel.Terms(Duration.ofSeconds(10), 8, Optional.empty(), List.of());
    private static final String MAIL =
            "{type: smtp, host: mail.example.com, from: sluice@example.com, to: [ops@example.com]";

    static Stream<Arguments> kinds() {
        return Stream.of(
                arguments(
                        "a webhook",
                        "{type: webhook, url: 'https://example.com:8443/hook?a=b', key: 0123456789abcdef}",
                        new Channel.Webhook(
                                new Hidden("https://example.com:8443/hook?a=b"),
                                new Hidden("0123456789abcdef"),
                                TERMS)),
                arguments(
                        "one with terms of its own",
                        "{type: slack, url: 'http://10.0.0.1/x', timeout: 3s, attempts: 2, namespaces: [team-a]}",
                        new Channel.Slack(
                                new Hidden("http://10.0.0.1/x"),
                                new Channel.Terms(
                                        Duration.ofSeconds(3), 2, Optional.of(List.of("team-a")), List.of()))),
                arguments("mail over STARTTLS by default", MAIL + "}", mail(587, Channel.Security.START_TLS, null)),
                arguments("mail over TLS", MAIL + ", tls: TLS}", mail(465, Channel.Security.TLS, null)),
                arguments("mail in the clear", MAIL + ", tls: None}", mail(25, Channel.Security.NONE, null)),
                arguments(
                        "mail of a user",
                        MAIL + ", port: 2525, user: sluice, password: hunter2}",
                        mail(
                                2525,
                                Channel.Security.START_TLS,
                                new Channel.Login(new Hidden("sluice"), new Hidden("hunter2")))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void kinds(String what, String document, Channel expected) {
        assertThat(read(document).problems()).isEmpty();
        assertThat(read(document).value()).contains(expected);
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                arguments("no type", "{url: 'https://example.com'}", List.of("chat.type")),
                arguments("a type that is none", "{type: pager}", List.of("chat.type")),
                arguments("a list", "[]", List.of("chat")),
                arguments(
                        "a webhook without a key", "{type: webhook, url: 'https://example.com'}", List.of("chat.key")),
                arguments(
                        "a key that can be guessed",
                        "{type: webhook, url: 'https://example.com', key: secret}",
                        List.of("chat.key")),
                arguments("a file", "{type: slack, url: 'file:///etc/passwd'}", List.of("chat.url")),
                arguments("a user in the URL", "{type: slack, url: 'https://a:b@example.com/'}", List.of("chat.url")),
                arguments(
                        "a line's end in the URL", "{type: slack, url: \"https://a/\\r\\nX: y\"}", List.of("chat.url")),
                arguments("an unknown field", "{type: slack, url: 'https://a', ulr: x}", List.of("chat.ulr")),
                arguments("a user without a password", MAIL + ", user: sluice}", List.of("chat.password")),
                arguments(
                        "a password for all to see", MAIL + ", tls: None, user: a, password: b}", List.of("chat.tls")),
                arguments(
                        "no addresses",
                        "{type: smtp, host: a, from: nobody, to: [\"a@b\\r\\nBcc: c@d\"]}",
                        List.of("chat.from", "chat.to[0]")),
                arguments("no certificate", MAIL + ", ca: 'mine'}", List.of("chat.ca")),
                arguments(
                        "what is no certificate",
                        MAIL + ", ca: \"-----BEGIN PRIVATE KEY-----\\nAAAA\\n-----END PRIVATE KEY-----\\n\"}",
                        List.of("chat.ca")),
                arguments(
                        "an authority of what anybody reads",
                        "{type: slack, url: 'http://a', ca: 'mine'}",
                        List.of("chat.ca", "chat.ca")),
                arguments("too patient", "{type: slack, url: 'https://a', timeout: 2m}", List.of("chat.timeout")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void faults(String what, String document, List<String> paths) {
        assertThat(read(document).problems()).extracting(Problem::path).isEqualTo(paths);
    }

    @Test
    void what_is_secret_does_not_print_itself() {
        assertThat(read(MAIL + ", user: sluice, password: hunter2}").value().orElseThrow())
                .asString()
                .contains("mail.example.com")
                .doesNotContain("hunter2");
    }

    private static Channel mail(int port, Channel.Security security, Channel.Login login) {
        return new Channel.Mail(
                "mail.example.com",
                port,
                security,
                Optional.ofNullable(login),
                "sluice@example.com",
                List.of("ops@example.com"),
                TERMS);
    }

    private static Reading<Channel> read(String document) {
        try {
            return ChannelReader.read("chat", Source.parse(document).get(0));
        } catch (SourceException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
