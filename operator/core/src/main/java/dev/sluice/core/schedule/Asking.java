package dev.sluice.core.schedule;

import dev.sluice.core.model.GateStep;
import dev.sluice.core.schedule.GateRecord.Vote;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A gate as people are asked at it now. They are asked about one thing, and what proves their names is one thing too: when either is
 * another, all that was said is void, and they are asked again.
 */
public final class Asking {

    private static final String NOBODY = "sluice";

    private Asking() {}

    /** Whether what was said, and what is being said, does not count: something changed since people were asked. */
    public static Optional<String> changed(GateRecord record, Assurance assurance) {
        if (record.opened().isEmpty() || record.closed().isPresent()) {
            return Optional.empty();
        }
        if (!record.digest().equals(assurance.digest())) {
            return Optional.of("what is approved has changed");
        }
        return record.seal().equals(assurance.seal())
                ? Optional.empty()
                : Optional.of("the admission policy was missing, or is another since");
    }

    /** One that is opened at this moment. */
    static GateRecord opened(GateStep gate, Assurance assurance, Instant now) {
        return GateRecord.openedAt(now).asking(deadline(gate, now), assurance.digest(), assurance.seal());
    }

    /** One that is open, as it is from now on. */
    static GateRecord again(GateStep gate, GateRecord record, Assurance assurance, Instant now) {
        Optional<String> why = changed(record, assurance);
        if (why.isEmpty()) {
            return record;
        }
        boolean other = !record.digest().equals(assurance.digest());
        GateRecord said = Tally.of(gate.approval(), record.votes()).any()
                ? record.with(
                        new Vote(NOBODY, Vote.Kind.VOID, why.get(), now),
                        record.answers(),
                        new Chain(assurance.run(), gate.gate()))
                : record;
        return said.asking(other ? deadline(gate, now) : said.deadline(), assurance.digest(), assurance.seal());
    }

    /** Who approves one set of answers has approved no other. */
    public static GateRecord answered(
            GateStep gate, GateRecord record, Map<String, List<String>> answers, Chain chain, Instant now) {
        boolean approved = !Tally.of(gate.approval(), record.votes())
                .standing(Vote.Kind.APPROVE)
                .isEmpty();
        return !approved || record.answers().equals(answers)
                ? record
                : record.with(
                        new Vote(NOBODY, Vote.Kind.VOID, "other answers were given", now), record.answers(), chain);
    }

    private static Optional<Instant> deadline(GateStep gate, Instant now) {
        return gate.approval().timeout().map(now::plus);
    }
}
