package dev.sluice.kubernetes.report;

import dev.sluice.api.v1alpha1.Condition;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.core.schedule.Report;
import dev.sluice.kubernetes.guard.Guard;
import java.util.Map;
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

    /** People are asked, and what proves names is not, or not known to be, what it was when they were: then the API server itself is asked. */
    public static boolean doubtful(PipelineRunStatus status, Map<String, GateRecord> gates, Guard guard) {
        boolean open = gates.values().stream()
                .anyMatch(gate -> gate.opened().isPresent() && gate.closed().isEmpty());
        boolean same = gates.values().stream()
                .filter(gate -> gate.closed().isEmpty())
                .allMatch(gate -> gate.seal().equals(guard.seal()));
        boolean verified =
                told(status).filter(c -> c.status() == Condition.Status.TRUE).isPresent();
        return open && !(same && verified);
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
