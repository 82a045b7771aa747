package dev.sluice.core.check;

import dev.sluice.core.model.Approval;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What people are to decide, they can: there are enough of them, and names are names. */
final class Approvals {

    private static final int LONGEST_USER = 253;

    /** Of the fifty decisions that a gate has on record three may say that others are void. */
    private static final int MOST_DECIDE = 47;

    private final List<Problem> problems = new ArrayList<>();

    private Approvals() {}

    static List<Problem> check(Subject subject) {
        Approvals approvals = new Approvals();
        for (PlacedStep placed : subject.all()) {
            Path at = placed.path().field("approval");
            of(placed).filter(approval -> subject.sound(at.text())).ifPresent(a -> approvals.check(a, at));
        }
        return approvals.problems;
    }

    static Optional<Approval> of(PlacedStep placed) {
        if (placed.step() instanceof CommandStep command) {
            return command.approval();
        }
        return placed.step() instanceof GateStep gate ? Optional.of(gate.approval()) : Optional.empty();
    }

    private void check(Approval approval, Path at) {
        for (int i = 0; i < approval.approvers().size(); i++) {
            String approver = approval.approvers().get(i);
            String name = approver.startsWith(Approval.GROUP) ? approver.substring(Approval.GROUP.length()) : approver;
            if (name.isBlank() || name.length() > LONGEST_USER || !name.equals(name.strip())) {
                problem(at.field("approvers").index(i), "is no name of a user, nor of a group as group:NAME");
            }
        }
        int people = approval.approvers().size();
        if (approval.onlyPeople() && approval.quorum() > people) {
            problem(at.field("quorum"), "is %d, and there are %d approvers".formatted(approval.quorum(), people));
        }
        if (approval.quorum() > MOST_DECIDE) {
            problem(
                    at.field("quorum"),
                    "is %d, and a gate has %d decisions on record at most".formatted(approval.quorum(), MOST_DECIDE));
        }
        if (approval.approvesOnTimeout() && approval.timeout().isEmpty()) {
            problem(at.field("onTimeout"), "goes with timeout");
        }
    }

    private void problem(Path at, String message) {
        problems.add(Problem.invalid(at.text(), message));
    }
}
