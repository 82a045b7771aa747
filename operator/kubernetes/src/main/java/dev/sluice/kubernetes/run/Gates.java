package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.core.schedule.Decision;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.core.schedule.Report;
import dev.sluice.kubernetes.gate.GateHint;
import dev.sluice.kubernetes.gate.GateInbox;
import dev.sluice.kubernetes.gate.Judged;
import dev.sluice.kubernetes.gate.UntimelyRequests;
import dev.sluice.kubernetes.guard.Guards;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What people ask of a run's gates by annotations: first what they decided goes on record, then the annotation is taken away, so that no
 * decision is lost whenever the operator dies; only then anything goes on.
 */
final class Gates {

    private final Reporter reporter;
    private final Decisions decisions;
    private final Statuses statuses;
    private final Guards guards;

    Gates(Reporter reporter, Decisions decisions, Statuses statuses, Guards guards) {
        this.reporter = reporter;
        this.decisions = decisions;
        this.statuses = statuses;
        this.guards = guards;
    }

    /** The run as it stands once all that was asked of it is on record or refused. */
    Standing asked(Standing before, Instant now) {
        if (!GateInbox.concerns(before.run().getMetadata().getAnnotations())) {
            return before;
        }
        Standing standing = before.with(guards.asked(before.frame().namespace()));
        Judged stale = UntimelyRequests.stale(
                standing.run().getMetadata().getAnnotations(),
                standing.gates(),
                standing.assurance(),
                standing.guard().message());
        return recorded(standing.with(takenAway(standing.run(), stale)), now);
    }

    private Standing recorded(Standing standing, Instant now) {
        Map<String, String> annotations = standing.run().getMetadata().getAnnotations();
        if (!GateInbox.concerns(annotations)) {
            return standing;
        }
        Map<String, GateRecord> gates = new HashMap<>(standing.gates());
        Decision before = decisions.of(standing, gates, now);
        Judged judged = GateInbox.judge(
                annotations,
                standing.plan(),
                before.report().gates(),
                gates,
                standing.assurance(),
                gate -> GateHint.command(
                        standing.frame().namespace(), standing.frame().name(), gate),
                now);
        Standing recorded = standing;
        if (!judged.news().isEmpty()) {
            gates.putAll(judged.news());
            PipelineRunStatus status = statuses.of(standing, decisions.of(standing, gates, now), now);
            recorded = standing.with(
                    reporter.report(standing.run(), status, true, true, now).run());
        }
        return recorded.with(takenAway(recorded.run(), judged));
    }

    /** What came with the run was said before anybody was asked. */
    PipelineRun begun(PipelineRun run) {
        Map<String, String> annotations = run.getMetadata().getAnnotations();
        return GateInbox.concerns(annotations) ? takenAway(run, UntimelyRequests.early(annotations)) : run;
    }

    /** A run at rest asks nobody. */
    PipelineRun ended(PipelineRun run) {
        Map<String, String> annotations = run.getMetadata().getAnnotations();
        return GateInbox.concerns(annotations) ? takenAway(run, UntimelyRequests.late(annotations)) : run;
    }

    /** What proves names has only just come: people can decide a moment later. */
    static Optional<Instant> lookAgain(Standing standing, Report report) {
        return report.gates().stream().anyMatch(gate -> gate.state() == GateReport.State.WAITING)
                ? standing.guard().settles()
                : Optional.empty();
    }

    private PipelineRun takenAway(PipelineRun run, Judged judged) {
        Map<String, String> annotations =
                Optional.ofNullable(run.getMetadata().getAnnotations()).orElse(Map.of());
        List<String> there = judged.done().stream()
                .filter(annotations::containsKey)
                .distinct()
                .toList();
        return there.isEmpty() ? run : reporter.answered(run, there, judged.refusals());
    }
}
