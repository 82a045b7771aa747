package dev.sluice.kubernetes.report;

import dev.sluice.api.v1alpha1.Condition;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.core.schedule.Report;
import dev.sluice.kubernetes.guard.Guard;
import java.util.Optional;

/** The condition that says whether decisions at the run's gates can be trusted. What it said when the last gate closed stays. */
public final class Verification {

    private Verification() {}

    /** Absent: nobody was asked anything. */
    public static Optional<Conditions.Said> of(PipelineRunStatus before, Report report, Guard guard) {
        if (report.gates().stream().noneMatch(gate -> gate.state() == GateReport.State.WAITING)) {
            return told(before);
        }
        return Optional.of(new Conditions.Said(
                Conditions.APPROVALS_VERIFIED,
                guard.proves() ? Condition.Status.TRUE : Condition.Status.FALSE,
                guard.reason(),
                guard.message()));
    }

    static Optional<Conditions.Said> told(PipelineRunStatus before) {
        return before == null || before.conditions() == null
                ? Optional.empty()
                : before.conditions().stream()
                        .filter(condition -> condition.type().equals(Conditions.APPROVALS_VERIFIED))
                        .findFirst()
                        .map(c -> new Conditions.Said(c.type(), c.status(), c.reason(), c.message()));
    }
}
