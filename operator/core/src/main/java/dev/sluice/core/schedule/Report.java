package dev.sluice.core.schedule;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * What is to be told of a run: a function of what was observed, so never ahead of what has really happened.
 *
 * @param message one line for people
 * @param steps in the pipeline's order
 * @param targets in their order; none where the run has none
 * @param rollbacks by their id; what is told here and is not on record yet has not begun
 * @param gates those that have been opened, in the pipeline's order
 */
@RecordBuilder
public record Report(
        Phase phase,
        Reason reason,
        String message,
        List<StepReport> steps,
        List<TargetReport> targets,
        List<Rollback> rollbacks,
        List<GateReport> gates) {

    public enum Phase {
        PENDING,
        RUNNING,
        /** A person is asked, whatever else goes on. */
        WAITING_APPROVAL,
        ROLLING_BACK,
        SUCCEEDED,
        PARTIAL,
        FAILED,
        CANCELLED;

        public boolean ended() {
            return compareTo(SUCCEEDED) >= 0;
        }
    }

    /** Why the run is in its phase. */
    public enum Reason {
        PENDING,
        /** It waits for a place in its concurrency group. */
        QUEUED,
        RUNNING,
        WAITING_APPROVAL,
        SUCCEEDED,
        /** Steps failed that let the run continue. */
        COMPLETED_WITH_FAILURES,
        STEP_FAILED,
        /** What the jobs were to work on is not to be had. */
        CHECKOUT_FAILED,
        /** A person said no. */
        REJECTED,
        /** Some targets made it. */
        PARTIAL,
        TIMED_OUT,
        CANCELLED,
        /** What was done is being undone. */
        ROLLING_BACK,
        ROLLED_BACK,
        /** Not all that was to be undone is. */
        ROLLBACK_FAILED,
        /** Its concurrency group was full, and it was not to wait. */
        CONCURRENCY_LIMIT,
        /** It, a job of it, or a run that it started would wait for a place that runs have which wait for that. */
        CONCURRENCY_DEADLOCK
    }

    public Report {
        steps = List.copyOf(steps);
        targets = List.copyOf(targets);
        rollbacks = List.copyOf(rollbacks);
        gates = List.copyOf(gates);
    }

    public Report(Phase phase, Reason reason, String message, List<StepReport> steps) {
        this(phase, reason, message, steps, List.of(), List.of(), List.of());
    }

    public Report withSteps(List<StepReport> other) {
        return ReportBuilder.builder(this).steps(other).build();
    }

    public Report withMessage(String other) {
        return ReportBuilder.builder(this).message(other).build();
    }

    Report withTargets(List<TargetReport> other) {
        return ReportBuilder.builder(this).targets(other).build();
    }

    Report withGates(List<GateReport> other) {
        return ReportBuilder.builder(this).gates(other).build();
    }

    Report withRollbacks(List<Rollback> other) {
        return ReportBuilder.builder(this).rollbacks(other).build();
    }
}
