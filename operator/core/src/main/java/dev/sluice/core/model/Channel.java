package dev.sluice.core.model;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where news is sent to, as an administrator configured it. */
public sealed interface Channel {

    Terms terms();

    /**
     * What holds for all kinds.
     *
     * @param timeout of one attempt
     * @param attempts after so many that failed nothing more is tried
     * @param namespaces whose pipelines may name it; absent: all
     * @param authorities the only ones that a certificate of the receiver's is believed of; none: those that Java itself trusts
     */
    record Terms(Duration timeout, int attempts, Optional<List<String>> namespaces, List<X509Certificate> authorities) {

        public Terms {
            namespaces = namespaces.map(List::copyOf);
            authorities = List.copyOf(authorities);
        }

        public boolean serve(String namespace) {
            return namespaces.map(names -> names.contains(namespace)).orElse(true);
        }
    }

    /**
     * JSON by HTTP, signed.
     *
     * @param key of the signature
     */
    record Webhook(Hidden url, Hidden key, Terms terms) implements Channel {}

    /** What takes an incoming webhook as Slack does. Who knows its URL may write there. */
    record Slack(Hidden url, Terms terms) implements Channel {}

    /** By SMTP. */
    record Mail(
            String host, int port, Security security, Optional<Login> login, String from, List<String> to, Terms terms)
            implements Channel {

        public Mail {
            to = List.copyOf(to);
        }
    }

    enum Security {
        /** The connection becomes a secret one, or nothing is sent. */
        START_TLS,
        TLS,
        NONE
    }

    record Login(Hidden user, Hidden password) {}

    /** A text that is in no log, no message and no status: it does not print itself. */
    record Hidden(String text) {

        @Override
        public String toString() {
            return "(hidden)";
        }
    }
}
