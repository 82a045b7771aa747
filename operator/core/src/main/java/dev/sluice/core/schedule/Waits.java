package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.OnFailure;
import dev.sluice.core.plan.PlannedStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whether a wait is cut short, told by what is before it alone. What fails beside it reaches it only through what is not run before it: else
 * a wait that got through would be taken back by what failed since.
 */
final class Waits {

    /** Steps that go on past a failure, by lane and failed step. */
    private final Map<Integer, Map<String, Set<String>>> known = new HashMap<>();

    /**
     * Those before a wait.
     *
     * @param of the wait's name
     * @param goOn steps that go on past each
     */
    record Failures(String of, List<Set<String>> goOn) {

        /** @param state of a step that the wait comes after */
        boolean cutShort(PlannedStep before, StepReport.State state) {
            return switch (state) {
                case FAILED -> !mayFail(before) && !pass();
                case SKIPPED, CANCELLED -> !pass() || !halt(before.name());
                default -> false;
            };
        }

        private boolean pass() {
            return goOn.stream().allMatch(steps -> steps.contains(of));
        }

        /** One that the wait passes keeps the step from running, whatever fails beside the wait. */
        private boolean halt(String step) {
            return goOn.stream().anyMatch(steps -> !steps.contains(step));
        }
    }

    Failures before(LaneStanding lane, PlannedStep wait) {
        Map<String, Set<String>> ofLane = known.computeIfAbsent(lane.lane().index(), index -> new HashMap<>());
        List<Set<String>> goOn = new ArrayList<>();
        for (String step : wait.ancestors()) {
            if (lane.step(step).halts()) {
                goOn.add(ofLane.computeIfAbsent(step, failed -> Shields.against(failed, lane.steps())));
            }
        }
        return new Failures(wait.name(), goOn);
    }

    private static boolean mayFail(PlannedStep step) {
        return step.step() instanceof CommandStep command && command.failure().onFailure() == OnFailure.CONTINUE;
    }
}
