package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.text.Nearest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A person asks for a rollback: {@code STEP}, or {@code NAME: STEP} to say who asks.
 *
 * @param by as given, empty where it was not
 */
public record RollbackRequest(String by, String to) {

    private static final int LONGEST_NAME = 253;

    public static RollbackRequest of(String text) {
        int colon = text.lastIndexOf(':');
        String by = colon < 0 ? "" : text.substring(0, colon).strip();
        return new RollbackRequest(
                by.length() > LONGEST_NAME ? by.substring(0, LONGEST_NAME) : by,
                text.substring(colon + 1).strip());
    }

    /** What goes on record for it: a rollback that waits for its turn, or why there is none. */
    public Rollback judged(Plan written, Observed observed, Instant now) {
        Plan plan = StepApprovals.expanded(written); // else what a person held back would seem to be still to come
        Rollback asked = Rollback.asked(Rollbacks.next(observed.rollbacks()), by, to);
        return fault(plan, observed, asked, now).map(asked::refusedBecause).orElse(asked);
    }

    private Optional<String> fault(Plan plan, Observed observed, Rollback asked, Instant now) {
        PlannedStep step = plan.steps().get(to);
        if (step == null) {
            return Optional.of("there is no step named \"" + shown() + "\""
                    + Nearest.hint(to, plan.steps().keySet()));
        }
        if (!(step.step() instanceof CommandStep)) {
            return Optional.of(to + " runs nothing, so there is nothing to go back to");
        }
        if (observed.cancelRequested()) {
            return Optional.of("the run was cancelled, and nothing starts in it any more");
        }
        Optional<Rollback> active =
                observed.rollbacks().stream().filter(Rollback::active).findFirst();
        if (active.isPresent()) {
            return Optional.of(
                    "a rollback to " + active.get().to() + " is under way already; ask again once it has ended");
        }
        RunStanding run = RunStanding.of(plan, observed, now);
        boolean ended = run.steps().values().stream().allMatch(StepStanding::over);
        return ended ? nothingLeft(plan, observed.rollbacks(), asked, run) : Optional.empty();
    }

    private Optional<String> nothingLeft(Plan plan, List<Rollback> before, Rollback asked, RunStanding run) {
        boolean any = false;
        for (PlannedStep step : plan.steps().values()) {
            for (LaneStanding lane : run.lanes()) {
                if (Rollbacks.reaches(asked, lane, step)
                        && (Rollbacks.undoable(plan, asked, step) || step.name().equals(to))) {
                    any = true;
                    if (before.stream().noneMatch(r -> r.steps().contains(step.name()))) {
                        return Optional.empty();
                    }
                }
            }
        }
        return Optional.of(
                any
                        ? "all of it since " + to
                                + " was undone already, or tried to be: a step is undone once in a run"
                        : to + " has not run, nor has anything after it that could be undone");
    }

    private String shown() {
        return to.length() <= 40 ? to : to.substring(0, 40) + "…";
    }
}
