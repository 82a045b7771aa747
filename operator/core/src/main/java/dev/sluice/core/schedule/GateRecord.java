package dev.sluice.core.schedule;

import dev.sluice.core.model.Ordered;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is on record of a gate: when people were first asked, what they said, and what came of it.
 *
 * @param opened absent: nobody was asked yet
 * @param verdict what came of it; absent: nothing so far. Never taken back
 * @param answers values by the field's key
 * @param votes what people said, the oldest first; only ever added to
 * @param closed when it was decided, or nobody was asked any longer because the run was halted or ended
 * @param deadline when it is decided by itself; absent: never
 * @param digest what people are asked about; empty: it can't change
 * @param seal what proved their names when they were asked; absent: nothing did
 */
@RecordBuilder
public record GateRecord(
        Optional<Instant> opened,
        Optional<Verdict> verdict,
        Map<String, List<String>> answers,
        List<Vote> votes,
        Optional<Instant> closed,
        Optional<Instant> deadline,
        String digest,
        Optional<Assurance.Seal> seal) {

    public static final GateRecord NONE = new GateRecord(Optional.empty(), Optional.empty(), Map.of());

    public GateRecord(Optional<Instant> opened, Optional<Verdict> verdict, Map<String, List<String>> answers) {
        this(opened, verdict, answers, List.of(), verdict.map(Verdict::time));
    }

    public GateRecord(
            Optional<Instant> opened,
            Optional<Verdict> verdict,
            Map<String, List<String>> answers,
            List<Vote> votes,
            Optional<Instant> closed) {
        this(opened, verdict, answers, votes, closed, Optional.empty(), "", Optional.empty());
    }

    public GateRecord {
        Map<String, List<String>> copied = new LinkedHashMap<>();
        answers.forEach((key, values) -> copied.put(key, List.copyOf(values)));
        answers = Ordered.copyOf(copied);
        votes = List.copyOf(votes);
    }

    /** @param by who decided; empty where nobody did, but time was up */
    public record Verdict(boolean approved, String by, String comment, Instant time) {}

    /**
     * What one person said, or that what was said before counts no more.
     *
     * @param to who decides in their place, for a delegation
     * @param until when that ends; absent: never
     * @param digest what they said it of
     * @param previous hash of what was said before it: see {@link Chain}
     */
    public record Vote(
            String person,
            Kind kind,
            String comment,
            Instant time,
            Optional<String> to,
            Optional<Instant> until,
            String digest,
            String previous) {

        public enum Kind {
            APPROVE,
            REJECT,
            DELEGATE,
            /** Said by nobody: what was said before counts no more, and {@code comment} says why. */
            VOID
        }

        public Vote(String person, Kind kind, String comment, Instant time) {
            this(person, kind, comment, time, Optional.empty(), Optional.empty(), "", "");
        }

        public Vote(String person, boolean approves, String comment, Instant time) {
            this(person, approves ? Kind.APPROVE : Kind.REJECT, comment, time);
        }

        public static Vote delegation(String person, String to, Optional<Instant> until, String comment, Instant time) {
            return new Vote(person, Kind.DELEGATE, comment, time, Optional.of(to), until, "", "");
        }

        public boolean approves() {
            return kind == Kind.APPROVE;
        }

        /** Whether it says the same, whenever and of whatever. */
        public boolean says(Vote other) {
            return person.equals(other.person)
                    && kind == other.kind
                    && comment.equals(other.comment)
                    && to.equals(other.to)
                    && until.equals(other.until);
        }

        Vote of(String otherDigest, String otherPrevious) {
            return new Vote(person, kind, comment, time, to, until, otherDigest, otherPrevious);
        }
    }

    public static GateRecord openedAt(Instant time) {
        return new GateRecord(Optional.of(time), Optional.empty(), Map.of());
    }

    /** One vote more, that is chained to no other. What is answered with an approval is what counts from then on. */
    public GateRecord with(Vote vote, Map<String, List<String>> answered) {
        List<Vote> all = new ArrayList<>(votes);
        all.add(vote);
        return GateRecordBuilder.builder(this)
                .answers(vote.approves() ? answered : answers)
                .votes(all)
                .build();
    }

    /** One vote more, about what people are asked now. */
    public GateRecord with(Vote vote, Map<String, List<String>> answered, Chain chain) {
        return with(vote.of(digest, chain.head(votes)), answered);
    }

    GateRecord asking(Optional<Instant> otherDeadline, String otherDigest, Optional<Assurance.Seal> otherSeal) {
        return GateRecordBuilder.builder(this)
                .deadline(otherDeadline)
                .digest(otherDigest)
                .seal(otherSeal)
                .build();
    }

    GateRecord as(Optional<Instant> otherOpened, Optional<Verdict> otherVerdict, Optional<Instant> otherClosed) {
        return GateRecordBuilder.builder(this)
                .opened(otherOpened)
                .verdict(otherVerdict)
                .closed(otherClosed)
                .build();
    }
}
