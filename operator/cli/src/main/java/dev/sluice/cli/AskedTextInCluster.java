package dev.sluice.cli;

import static dev.sluice.cli.DecisionTextInCluster.visible;
import static dev.sluice.cli.DecisionTextInCluster.word;

import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.core.model.Approval;
import dev.sluice.core.model.FormField;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.schedule.GateRecord.Vote;
import dev.sluice.kubernetes.ask.ApprovalId;
import dev.sluice.kubernetes.gate.AskedGate;
import dev.sluice.kubernetes.observe.RecordedGates;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A gate at which people are asked, for people: a line, and what there is to know before one decides. */
final class AskedTextInCluster {

    private AskedTextInCluster() {}

    static List<String> of(AskedGate gate, ApprovalId id) {
        List<String> lines = new ArrayList<>();
        lines.add(id + "  " + word(gate.status().state()) + "  since "
                + gate.status().openedTime() + times(gate));
        if (!gate.waits()) {
            return lines;
        }
        lines.add("  needs " + needs(gate) + "; has " + has(gate));
        if (gate.status().prompt() != null) {
            lines.add("  asks \"" + visible(gate.status().prompt()) + "\"");
        }
        gate.step().map(GateStep::fields).orElse(List.of()).forEach(field -> lines.add("  field " + field(field)));
        if (gate.step().isEmpty()) {
            lines.add("  what is to be filled in, and what time does, can't be read with your rights");
        }
        if (gate.status().decisions() != null) {
            gate.status().decisions().forEach(decision -> lines.add("  " + DecisionTextInCluster.line(decision)));
        }
        return lines;
    }

    private static String times(AskedGate gate) {
        GateStatus status = gate.status();
        if (!gate.waits()) {
            return (status.closedTime() == null ? "" : ", closed " + status.closedTime())
                    + RecordedGates.verdict(status)
                            .map(verdict -> (verdict.by().isEmpty() ? "" : " by " + visible(verdict.by()))
                                    + (verdict.comment().isEmpty() ? "" : ": " + visible(verdict.comment())))
                            .orElse("");
        }
        if (status.deadline() == null) {
            return "";
        }
        return ", until " + status.deadline()
                + gate.step()
                        .map(step ->
                                step.approval().approvesOnTimeout() ? ", then it goes on" : ", then it is rejected")
                        .orElse("");
    }

    /** "2 of carol, group:devops, not alice, who started it". */
    static String needs(AskedGate gate) {
        Approval approval = gate.approval();
        String whom = approval.approvers().isEmpty() ? "anybody" : String.join(", ", approval.approvers());
        String other = !approval.requireOtherPerson()
                ? ""
                : gate.startedBy()
                        .map(person -> ", not " + visible(person) + ", who started it")
                        .orElse(", not who started it, which nobody knows: make a new run with spec.startedBy");
        return approval.quorum() + " of " + whom + other;
    }

    private static String has(AskedGate gate) {
        List<Vote> approvals = gate.approvals();
        String people = approvals.stream().map(vote -> visible(vote.person())).collect(Collectors.joining(", "));
        return approvals.size() + (people.isEmpty() ? "" : " (" + people + ")");
    }

    private static String field(FormField field) {
        List<String> words = new ArrayList<>();
        if (!field.label().isEmpty()) {
            words.add(visible(field.label()));
        }
        if (!field.hint().isEmpty()) {
            words.add(visible(field.hint()));
        }
        if (!field.options().isEmpty()) {
            words.add((field.multiple() ? "some of " : "one of ")
                    + field.options().stream()
                            .map(option -> visible(option.value()))
                            .collect(Collectors.joining(", ")));
        }
        field.format().ifPresent(format -> words.add("must match " + visible(format.pattern())));
        field.defaultValue().ifPresent(value -> words.add("default " + visible(value)));
        if (!field.required()) {
            words.add("may stay empty");
        }
        return field.key() + (words.isEmpty() ? "" : ": " + String.join("; ", words));
    }
}
