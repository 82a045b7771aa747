package dev.sluice.cli;

import dev.sluice.core.plan.Plan;

/** How many of something there are, in words. */
final class Counted {

    private Counted() {}

    static String of(long number, String thing) {
        return number + " " + thing + (number == 1 ? "" : "s");
    }

    /** {@code 3 steps}, and on how many targets. */
    static String steps(long number, Plan plan) {
        long targets =
                plan.lanes().stream().flatMap(lane -> lane.target().stream()).count();
        return of(number, "step") + (targets == 0 ? "" : " on " + of(targets, "target"));
    }
}
