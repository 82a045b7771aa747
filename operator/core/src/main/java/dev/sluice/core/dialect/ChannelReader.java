package dev.sluice.core.dialect;

import dev.sluice.core.model.Channel;
import dev.sluice.core.model.Channel.Hidden;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads the configuration of one channel. Messages of problems may quote what is written, which may be secret: their paths alone are for
 * others than the administrator.
 */
public final class ChannelReader {

    private static final int MOST_ATTEMPTS = 20;
    private static final int ATTEMPTS = 8;
    private static final int MOST_NAMESPACES = 100;
    private static final int MOST_RECIPIENTS = 20;
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Duration LONGEST_TIMEOUT = Duration.ofSeconds(60);

    private static final String HOST = "(\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9]([-.A-Za-z0-9]*[A-Za-z0-9])?)";
    private static final TextRule URL = TextRule.shaped(
            2048,
            Pattern.compile("https?://" + HOST + "(:[0-9]{1,5})?(/[-A-Za-z0-9._~:/?@!$&'()*+,;=%]*)?"),
            "is no URL of a web server, without user and password");
    private static final TextRule HOST_NAME = TextRule.shaped(253, Pattern.compile(HOST), "is no name of a host");
    private static final TextRule ADDRESS = TextRule.shaped(
            254, Pattern.compile("[-A-Za-z0-9.!#$%&'*+/=?^_`{|}~]+@" + HOST), "is no address as ops@example.com");
    /** HMAC-SHA256 is as strong as its key. */
    private static final TextRule KEY = new TextRule(16, 1024, Pattern.compile("(?s).*"), "");

    private static final TextRule SECRET = TextRule.filled(1024);
    private static final TextRule CA = TextRule.filled(48 * 1024);

    private ChannelReader() {}

    /** Paths begin with its name. */
    public static Reading<Channel> read(String name, Source document) {
        List<Problem> problems = new ArrayList<>();
        Optional<Channel> channel = Fields.of(document, Path.of(name), problems).flatMap(ChannelReader::read);
        return problems.isEmpty() ? Reading.accepted(channel.orElseThrow()) : Reading.refused(problems);
    }

    private static Optional<Channel> read(Fields fields) {
        if (fields.demand("type") == null) {
            return Optional.empty();
        }
        Channel.Terms terms = terms(fields);
        Optional<Channel> channel = fields.word("type", List.of("webhook", "slack", "smtp"))
                .flatMap(type -> switch (type) {
                    case "webhook" -> webhook(fields, terms);
                    case "slack" -> url(fields).map(url -> new Channel.Slack(url, terms));
                    default -> mail(fields, terms);
                });
        if (channel.isPresent()) {
            fields.end();
        }
        return channel;
    }

    private static Channel.Terms terms(Fields fields) {
        Duration timeout = fields.duration("timeout").orElse(TIMEOUT);
        if (timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            fields.problem("timeout", "is longer than " + LONGEST_TIMEOUT.toSeconds() + "s");
        }
        return new Channel.Terms(
                timeout,
                fields.integer("attempts", 1, MOST_ATTEMPTS).orElse(ATTEMPTS),
                fields.distinctTexts("namespaces", 0, MOST_NAMESPACES, TextRule.NAME),
                fields.text("ca", CA)
                        .flatMap(text -> Certificates.read(fields, "ca", text))
                        .orElse(List.of()));
    }

    private static Optional<Channel> webhook(Fields fields, Channel.Terms terms) {
        Optional<Hidden> url = url(fields);
        Optional<Hidden> key = fields.demandText("key", KEY).map(Hidden::new);
        return url.isPresent() && key.isPresent()
                ? Optional.of(new Channel.Webhook(url.get(), key.get(), terms))
                : Optional.empty();
    }

    private static Optional<Hidden> url(Fields fields) {
        Optional<String> url = fields.demandText("url", URL);
        if (fields.has("ca") && url.filter(text -> text.startsWith("http:")).isPresent()) {
            fields.problem("ca", "is of no use: the url is http://, and what goes there is no secret");
        }
        return url.map(Hidden::new);
    }

    private static Optional<Channel> mail(Fields fields, Channel.Terms terms) {
        Optional<String> host = fields.demandText("host", HOST_NAME);
        Channel.Security security = fields.word("tls", List.of("StartTLS", "TLS", "None"))
                .map(word -> switch (word) {
                    case "TLS" -> Channel.Security.TLS;
                    case "None" -> Channel.Security.NONE;
                    default -> Channel.Security.START_TLS;
                })
                .orElse(Channel.Security.START_TLS);
        if (fields.has("ca") && security == Channel.Security.NONE) {
            fields.problem("ca", "is of no use: tls is None, and what goes there is no secret");
        }
        int port = fields.integer("port", 1, 65_535).orElse(port(security));
        Optional<String> from = fields.demandText("from", ADDRESS);
        fields.demand("to");
        List<String> to =
                fields.distinctTexts("to", 1, MOST_RECIPIENTS, ADDRESS).orElse(List.of());
        Optional<Channel.Login> login = login(fields, security);
        return host.isPresent() && from.isPresent()
                ? Optional.of(new Channel.Mail(host.get(), port, security, login, from.get(), to, terms))
                : Optional.empty();
    }

    /** A password is not sent in the clear. */
    private static Optional<Channel.Login> login(Fields fields, Channel.Security security) {
        Optional<String> user = fields.text("user", SECRET);
        Optional<String> password = fields.text("password", SECRET);
        if (fields.has("user") != fields.has("password")) {
            fields.problem(fields.has("user") ? "password" : "user", "is missing: user and password go together");
        }
        if (fields.has("password") && security == Channel.Security.NONE) {
            fields.problem("tls", "is None, and a password is not sent for all to see");
        }
        return user.flatMap(u -> password.map(p -> new Channel.Login(new Hidden(u), new Hidden(p))));
    }

    private static int port(Channel.Security security) {
        return switch (security) {
            case START_TLS -> 587;
            case TLS -> 465;
            case NONE -> 25;
        };
    }
}
