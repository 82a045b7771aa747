package dev.sluice.core.schedule;

import dev.sluice.core.model.GateStep;
import dev.sluice.core.schedule.GateRecord.Verdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A gate stands as if it had one job, which people do: what halts, cancels or holds back jobs holds for it too. */
final class GateStandings {

    private GateStandings() {}

    /** @param endsEarly the run is being ended: what people say from now on comes too late */
    static Standing of(GateStep step, GateRecord gate, Assurance assurance, boolean endsEarly, Instant now) {
        if (gate.verdict().isPresent()) {
            return new Standing.Ended(report(gate, gate.verdict().get()));
        }
        boolean asked =
                gate.opened().isPresent() && gate.closed().isEmpty(); // once withdrawn, no time makes it a yes or a no
        Optional<Verdict> verdict = endsEarly || !asked
                ? Optional.empty()
                : Verdicts.of(step.approval(), Asking.again(step, gate, assurance, now), assurance, now);
        return verdict.isPresent() ? new Standing.Judged(report(gate, verdict.get())) : Standing.UNSTARTED;
    }

    private static JobReport report(GateRecord gate, Verdict verdict) {
        Optional<Instant> end = Optional.of(verdict.time());
        return new JobReport(
                verdict.approved() ? JobState.SUCCEEDED : JobState.FAILED,
                0,
                0,
                verdict.approved() ? Optional.empty() : Optional.of(Failure.of(Failure.Kind.STEP, words(verdict))),
                Optional.empty(),
                verdict.approved() ? outputs(gate.answers()) : Map.of(),
                gate.opened().or(() -> end),
                end);
    }

    /** "rejected by alice: not on a Friday". */
    static String words(Verdict verdict) {
        String what = verdict.approved() ? "approved" : "rejected";
        return what
                + (verdict.by().isEmpty() ? "" : " by " + verdict.by())
                + (verdict.comment().isEmpty() ? "" : ": " + verdict.comment());
    }

    private static Map<String, String> outputs(Map<String, List<String>> answers) {
        Map<String, String> outputs = new LinkedHashMap<>();
        answers.forEach((key, values) -> outputs.put(key, String.join("\n", values)));
        return outputs;
    }
}
