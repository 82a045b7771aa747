package dev.sluice.kubernetes.gate;

import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.model.Approval;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.GateRecord.Vote;
import dev.sluice.core.schedule.Tally;
import dev.sluice.core.schedule.Verdicts;
import dev.sluice.kubernetes.observe.RecordedGates;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A gate of a run at which people were asked.
 *
 * @param status as it is on record
 * @param step as it was pinned; absent where that can't be read: then its fields, and what time does, are not known
 */
public record AskedGate(PipelineRun run, GateStatus status, Optional<GateStep> step) {

    public static List<AskedGate> of(PipelineRun run) {
        return run.getStatus() == null || run.getStatus().gates() == null
                ? List.of()
                : run.getStatus().gates().stream()
                        .map(gate -> new AskedGate(run, gate, Optional.empty()))
                        .toList();
    }

    public AskedGate pinned(Optional<GateStep> found) {
        return new AskedGate(run, status, found);
    }

    public boolean waits() {
        return status.state() == GateStatus.GateState.WAITING;
    }

    public String namespace() {
        return run.getMetadata().getNamespace();
    }

    public String runName() {
        return run.getMetadata().getName();
    }

    /** As far as it is known who may decide. */
    public Approval approval() {
        return step.map(GateStep::approval)
                .orElseGet(() -> Approval.by(
                        status.quorum() == null ? 1 : status.quorum(),
                        status.approvers() == null
                                ? new String[0]
                                : status.approvers().toArray(String[]::new)));
    }

    public Optional<String> startedBy() {
        return Optional.ofNullable(run.getSpec().startedBy());
    }

    /** Approvals that count. */
    public List<Vote> approvals() {
        return Verdicts.approvals(approval(), record(), startedBy());
    }

    GateRecord record() {
        return RecordedGates.of(run.getStatus()).get(status.name());
    }

    /** Why this person, as the API server knows them, is not let through by its policy; absent: they are. */
    Optional<String> stranger(Caller caller, Instant now) {
        Approval approval = approval();
        Tally tally = Tally.of(approval, record().votes());
        boolean holdsSeat = tally.delegationTo(caller.name(), now).isPresent();
        if (approval.approvers().isEmpty()) {
            return caller.name().startsWith("system:") && !holdsSeat
                    ? Optional.of("people decide at " + status.name() + ", and " + caller.name() + " is none")
                    : Optional.empty();
        }
        boolean member = approval.approvers().stream()
                .filter(approver -> approver.startsWith(Approval.GROUP))
                .anyMatch(group -> caller.groups().contains(group.substring(Approval.GROUP.length())));
        return approval.names(caller.name()) || member || holdsSeat
                ? Optional.empty()
                : Optional.of(caller.name() + " may not decide at " + status.name() + ": it asks "
                        + String.join(", ", approval.approvers()));
    }
}
