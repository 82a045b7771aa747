package dev.sluice.core.schedule;

import dev.sluice.core.model.Ordered;
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
 * @param votes what people said, the oldest first
 * @param closed when it was decided, or nobody was asked any longer because the run was halted or ended
 */
public record GateRecord(
        Optional<Instant> opened,
        Optional<Verdict> verdict,
        Map<String, List<String>> answers,
        List<Vote> votes,
        Optional<Instant> closed) {

    public static final GateRecord NONE = new GateRecord(Optional.empty(), Optional.empty(), Map.of());

    public GateRecord(Optional<Instant> opened, Optional<Verdict> verdict, Map<String, List<String>> answers) {
        this(opened, verdict, answers, List.of(), verdict.map(Verdict::time));
    }

    public GateRecord {
        Map<String, List<String>> copied = new LinkedHashMap<>();
        answers.forEach((key, values) -> copied.put(key, List.copyOf(values)));
        answers = Ordered.copyOf(copied);
        votes = List.copyOf(votes);
    }

    /** @param by who decided; empty where nobody did, but time was up */
    public record Verdict(boolean approved, String by, String comment, Instant time) {}

    /** What one person said. */
    public record Vote(String person, boolean approves, String comment, Instant time) {}

    public static GateRecord openedAt(Instant time) {
        return new GateRecord(Optional.of(time), Optional.empty(), Map.of());
    }

    /** One vote more. What is answered with an approval is what counts from then on. */
    public GateRecord with(Vote vote, Map<String, List<String>> answered) {
        List<Vote> all = new ArrayList<>(votes);
        all.add(vote);
        return new GateRecord(opened, verdict, vote.approves() ? answered : answers, all, closed);
    }
}
