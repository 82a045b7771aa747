package dev.sluice.kubernetes.observe;

import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.RollbackStatus;
import dev.sluice.core.schedule.Rollback;
import dev.sluice.core.schedule.StepReport;
import java.util.List;
import java.util.Optional;

/** What a run's status has on record of its rollbacks. */
public final class RecordedRollbacks {

    private RecordedRollbacks() {}

    public static List<Rollback> of(PipelineRunStatus status) {
        return status == null || status.rollbacks() == null
                ? List.of()
                : status.rollbacks().stream().map(RecordedRollbacks::of).toList();
    }

    private static Rollback of(RollbackStatus rollback) {
        return new Rollback(
                rollback.id(),
                "Manual".equals(rollback.cause()) ? Rollback.Cause.MANUAL : Rollback.Cause.FAILURE,
                text(rollback.by()),
                text(rollback.step()),
                text(rollback.to()),
                Optional.ofNullable(rollback.steps()).orElse(List.of()),
                text(rollback.run()),
                StepReport.State.valueOf(rollback.state().name()),
                text(rollback.message()));
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
