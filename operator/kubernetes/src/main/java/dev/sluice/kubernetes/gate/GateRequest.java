package dev.sluice.kubernetes.gate;

import dev.sluice.core.schedule.GateRecord;
import dev.sluice.kubernetes.name.Annotations;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person asks of a gate by an annotation: {@code approve.sluice.dev/release.2="alice: LGTM"}.
 *
 * @param suffix what follows the slash; its text up to the first dot is the gate, the rest is free
 * @param value as written
 */
record GateRequest(Kind kind, String suffix, String value) {

    /** In the order in which they are looked at: of a no and a yes of one person at once the no is what they said last. */
    enum Kind {
        APPROVE(Annotations.APPROVE),
        DELEGATE(Annotations.DELEGATE),
        REJECT(Annotations.REJECT),
        ANSWER(Annotations.ANSWER);

        final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }
    }

    /**
     * Who says it, and what.
     *
     * @param digest what they say it of, where they name it
     */
    record Said(String person, Optional<String> digest, String comment) {}

    /** @param until absent: for ever */
    record Delegation(String to, Optional<Instant> until, String comment) {}

    static final int MOST_BYTES = 1024;
    private static final int LONGEST_NAME = 253;
    private static final Pattern WITH_DIGEST = Pattern.compile("(.*)@(sha256:[0-9a-f]{64})");
    private static final Pattern DELEGATION =
            Pattern.compile("to=(\\S+)(?:\\s+until=([^\\s;]+))?\\s*(?:;\\s*(.*))?", Pattern.DOTALL);

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
        String person = end < 0 ? value : value.substring(0, end);
        Matcher named = WITH_DIGEST.matcher(person);
        Optional<String> digest = named.matches() ? Optional.of(named.group(2)) : Optional.empty();
        person = named.matches() ? named.group(1) : person;
        boolean readable = !person.isEmpty()
                && person.equals(person.strip()) // another user than who is called so without the spaces
                && person.length() <= LONGEST_NAME
                && person.chars().noneMatch(Character::isISOControl)
                && value.getBytes(StandardCharsets.UTF_8).length <= MOST_BYTES;
        return readable
                ? new Said(
                        person, digest, end < 0 ? "" : value.substring(end + 2).strip())
                : null;
    }

    /** Null where it can't be read. */
    Delegation delegation() {
        Said said = said();
        Matcher matcher = DELEGATION.matcher(said == null ? "" : said.comment());
        if (!matcher.matches()) {
            return null;
        }
        String to = matcher.group(1).endsWith(";")
                ? matcher.group(1).substring(0, matcher.group(1).length() - 1)
                : matcher.group(1);
        String comment = matcher.group(3) == null ? "" : matcher.group(3).strip();
        try {
            Optional<Instant> until = Optional.ofNullable(matcher.group(2)).map(Instant::parse);
            return to.isEmpty() ? null : new Delegation(to, until, comment);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    /** What goes on record of it; empty where it can't be read. Not of answers. */
    Optional<GateRecord.Vote> vote(Instant now) {
        Said said = said();
        if (said == null) {
            return Optional.empty();
        }
        if (kind == Kind.DELEGATE) {
            return Optional.ofNullable(delegation())
                    .map(d -> GateRecord.Vote.delegation(said.person(), d.to(), d.until(), d.comment(), now));
        }
        return Optional.of(new GateRecord.Vote(said.person(), kind == Kind.APPROVE, said.comment(), now));
    }

    String howTo() {
        return kind == Kind.DELEGATE
                ? "write %s=\"NAME: to=OTHER until=2026-12-01T00:00:00Z; comment\", 1,024 bytes at most"
                        .formatted(key())
                : "write %s=\"NAME\" or \"NAME: comment\", 1,024 bytes at most".formatted(key());
    }
}
