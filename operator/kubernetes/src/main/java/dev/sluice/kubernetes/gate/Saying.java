package dev.sluice.kubernetes.gate;

import dev.sluice.core.model.Ordered;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person wants to say at a gate, before it is written anywhere.
 *
 * @param comment may be empty
 * @param answers by the field's key, with an approval
 * @param to who decides in their place, for a delegation
 * @param until when that ends; absent: never
 */
public record Saying(
        Kind kind, String comment, Map<String, List<String>> answers, Optional<String> to, Optional<Instant> until) {

    public Saying {
        comment = comment.strip();
        answers = Ordered.copyOf(answers);
    }

    public enum Kind {
        APPROVE(GateRequest.Kind.APPROVE),
        REJECT(GateRequest.Kind.REJECT),
        DELEGATE(GateRequest.Kind.DELEGATE);

        final GateRequest.Kind request;

        Kind(GateRequest.Kind request) {
            this.request = request;
        }
    }

    public static Saying approve(String comment, Map<String, List<String>> answers) {
        return new Saying(Kind.APPROVE, comment, answers, Optional.empty(), Optional.empty());
    }

    public static Saying reject(String comment) {
        return new Saying(Kind.REJECT, comment, Map.of(), Optional.empty(), Optional.empty());
    }

    public static Saying delegate(String to, Optional<Instant> until, String comment) {
        return new Saying(Kind.DELEGATE, comment, Map.of(), Optional.of(to), until);
    }

    /** As the annotation has it: {@code alice@sha256:…: LGTM}. */
    String text(String person, Optional<String> digest) {
        String said = kind == Kind.DELEGATE ? delegation() : comment;
        return person + digest.map(d -> "@" + d).orElse("") + (said.isEmpty() ? "" : ": " + said);
    }

    private String delegation() {
        return "to=" + to.orElse("")
                + until.map(end -> " until=" + end).orElse("")
                + (comment.isEmpty() ? "" : "; " + comment);
    }

    int commentBytes() {
        return comment.getBytes(StandardCharsets.UTF_8).length;
    }
}
