package dev.sluice.core.schedule;

import dev.sluice.core.plan.Lane;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Where one lane stands: its part of every step.
 *
 * @param haltedBy halted steps, each with the failed step it is halted by, or {@link #ASKED}
 * @param stoppedBy steps whose jobs are stopped because something failed fast, each with what failed
 */
record LaneStanding(
        Lane lane,
        Entry entry,
        Map<String, StepStanding> steps,
        Map<String, String> haltedBy,
        Map<String, String> stoppedBy) {

    /** In place of a step: a person asked for a rollback. */
    static final String ASKED = "";

    /** Whether its batch has been let in. */
    enum Entry {
        OPEN,
        /** Those before it have not ended. */
        WAITS,
        /** Too many of those before it failed. */
        CLOSED
    }

    StepStanding step(String name) {
        return steps.get(name);
    }

    /** One of its steps failed and halts it. */
    boolean failed() {
        for (StepStanding step : steps.values()) {
            if (step.halts()) {
                return true;
            }
        }
        return false;
    }

    /** Nothing of it is there or to come. */
    boolean over() {
        for (StepStanding step : steps.values()) {
            if (!step.over()) {
                return false;
            }
        }
        return true;
    }

    LaneStanding with(Map<String, StepStanding> others, Map<String, String> stopped) {
        return new LaneStanding(lane, entry, others, haltedBy, stopped);
    }

    LaneStanding with(Entry other, UnaryOperator<Standing> change) {
        Map<String, StepStanding> changed = new LinkedHashMap<>(steps);
        changed.replaceAll((name, step) -> step.with(change));
        return new LaneStanding(lane, other, changed, haltedBy, stoppedBy);
    }
}
