package dev.sluice.core.schedule;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;

/**
 * A rollback of a run, as it is on record: what was done since a step began is undone, that step included.
 *
 * @param id from 1
 * @param by who asked for it; empty where nobody did
 * @param step whose failure caused it; empty where a person asked
 * @param to the step that is gone back to
 * @param steps those that are undone, in that order; once it has ended, those for which it was tried
 * @param run from which {@code to} is taken, where it has no rollback task; empty: it has, or there is no such run
 * @param state PENDING: what runs is let finish first; SKIPPED: it was asked for and refused
 * @param message for people: what became of it
 */
@RecordBuilder
public record Rollback(
        int id,
        Cause cause,
        String by,
        String step,
        String to,
        List<String> steps,
        String run,
        StepReport.State state,
        String message) {

    public enum Cause {
        FAILURE,
        MANUAL
    }

    public Rollback {
        steps = List.copyOf(steps);
    }

    static Rollback afterFailure(int id, String step, String to) {
        return new Rollback(id, Cause.FAILURE, "", step, to, List.of(), "", StepReport.State.RUNNING, "");
    }

    static Rollback asked(int id, String by, String to) {
        return new Rollback(id, Cause.MANUAL, by, "", to, List.of(), "", StepReport.State.PENDING, "");
    }

    /** It is still to be done, or to be gone on with. */
    public boolean active() {
        return !state.ended();
    }

    /** It was asked for, and there was a reason not to. */
    public boolean refused() {
        return state == StepReport.State.SKIPPED;
    }

    Rollback in(StepReport.State other) {
        return RollbackBuilder.builder(this).state(other).build();
    }

    Rollback refusedBecause(String why) {
        return RollbackBuilder.builder(this)
                .steps(List.of())
                .run("")
                .state(StepReport.State.SKIPPED)
                .message(why)
                .build();
    }

    Rollback running(List<String> undone, String from) {
        return RollbackBuilder.builder(this)
                .steps(undone)
                .run(from)
                .state(StepReport.State.RUNNING)
                .message("")
                .build();
    }

    Rollback ended(StepReport.State end, List<String> tried, String said) {
        return RollbackBuilder.builder(this)
                .steps(tried)
                .state(end)
                .message(said)
                .build();
    }
}
