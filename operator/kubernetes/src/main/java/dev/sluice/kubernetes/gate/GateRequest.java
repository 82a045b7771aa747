package dev.sluice.kubernetes.gate;

import dev.sluice.kubernetes.name.Annotations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * What a person asks of a gate by an annotation: {@code approve.sluice.dev/release.2="alice: LGTM"}.
 *
 * @param suffix what follows the slash; its text up to the first dot is the gate, the rest is free
 * @param value as written
 */
record GateRequest(Kind kind, String suffix, String value) {

    /** In the order in which they are looked at: of a no and a yes at once the no counts. */
    enum Kind {
        REJECT(Annotations.REJECT),
        APPROVE(Annotations.APPROVE),
        ANSWER(Annotations.ANSWER),
        DELEGATE(Annotations.DELEGATE);

        final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /** Who says it, and what. */
    record Said(String person, String comment) {}

    private static final int MOST_BYTES = 1024;
    private static final int LONGEST_NAME = 253;

    static List<GateRequest> of(Map<String, String> annotations) {
        List<GateRequest> requests = new ArrayList<>();
        if (annotations != null) {
            for (Kind kind : Kind.values()) {
                annotations.forEach((key, value) -> {
                    if (key.startsWith(kind.prefix)) {
                        requests.add(new GateRequest(kind, key.substring(kind.prefix.length()), value));
                    }
                });
            }
        }
        requests.sort(Comparator.comparing(GateRequest::kind).thenComparing(GateRequest::suffix));
        return requests;
    }

    String key() {
        return kind.prefix + suffix;
    }

    String gate() {
        int dot = suffix.indexOf('.');
        return dot < 0 ? suffix : suffix.substring(0, dot);
    }

    /** Null where it can't be read: {@link #howTo} says how to write it. A name may hold colons: {@code system:serviceaccount:n:a}. */
    Said said() {
        int end = value.indexOf(": ");
        String person = (end < 0 ? value : value.substring(0, end)).strip();
        boolean readable = !person.isEmpty()
                && person.length() <= LONGEST_NAME
                && person.chars().noneMatch(Character::isISOControl)
                && value.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
        return readable
                ? new Said(person, end < 0 ? "" : value.substring(end + 2).strip())
                : null;
    }

    String howTo() {
        return "write %s=\"NAME\" or \"NAME: comment\", 1,024 bytes at most".formatted(key());
    }
}
