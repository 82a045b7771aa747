package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.core.schedule.Decision;
import dev.sluice.kubernetes.act.Objects;
import dev.sluice.kubernetes.report.ChildEntries;
import dev.sluice.kubernetes.report.LogsHint;
import dev.sluice.kubernetes.report.Queues;
import dev.sluice.kubernetes.report.RunStatuses;
import dev.sluice.kubernetes.report.Verification;
import java.time.Instant;

/** The status in which a run tells what was decided of it. */
final class Statuses {

    private final Objects objects;
    private final Decisions decisions;
    private final Telling telling;

    Statuses(Objects objects, Decisions decisions, Telling telling) {
        this.objects = objects;
        this.decisions = decisions;
        this.telling = telling;
    }

    /** As things are now, before anything is done about them. */
    PipelineRunStatus of(Standing standing, Instant now) {
        return of(standing, decisions.of(standing, now), now);
    }

    PipelineRunStatus of(Standing standing, Decision decision, Instant now) {
        PipelineRunStatus status = RunStatuses.of(
                standing.told(),
                decision.report(),
                standing.plan(),
                new LogsHint(standing.frame(), standing.plan()),
                standing.run().getMetadata().getGeneration(),
                standing.revision(),
                standing.startTime(),
                ChildEntries.of(
                        standing.run().getStatus(),
                        standing.frame().uid(),
                        objects.children(
                                standing.frame().namespace(), standing.frame().name())),
                Verification.of(standing.run().getStatus(), decision.report(), standing.guard()),
                now);
        return telling.told(
                standing.run(),
                Queues.told(status, standing.admission(), standing.run().getStatus()),
                now);
    }
}
