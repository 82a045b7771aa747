package dev.sluice.core.schedule;

import dev.sluice.core.model.Choice;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Rerun;
import dev.sluice.core.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** One line a step, for people; empty where its state says it all. */
final class StepMessages {

    private StepMessages() {}

    static String of(Plan plan, RunStanding run, StepStanding step, StepReport.State state, Dependencies dependencies) {
        return switch (state) {
            case PENDING, QUEUED -> pending(plan, run, step, dependencies);
            case WAITING_APPROVAL -> "waits for a person";
            case ROLLED_BACK -> "";
            case SUCCEEDED -> {
                if (step.gate()) {
                    yield "";
                }
                yield step.count(JobState.SKIPPED) == 0 ? takenOver(plan, step) : skipped(run, step);
            }
            case RUNNING -> running(step);
            case FAILED, PARTIAL -> failed(run, step);
            case SOFT_FAILED -> Tallies.failures(step.jobs, JobState.SOFT_FAILED);
            case SKIPPED -> skipped(run, step);
            case CANCELLED ->
                unfinished(step, JobState.CANCELLED) + whyUnfinished(plan, run, stoppedBy(run, step.step.name()));
        };
    }

    /** @param stoppedBy steps that were stopped, each with what failed */
    static String whyUnfinished(Plan plan, RunStanding run, Map<String, String> stoppedBy) {
        return run.early().isEmpty() && !stoppedBy.isEmpty()
                ? "stopped, as " + stoppedBy.values().iterator().next() + " failed"
                : why(plan, run.early().orElse(EarlyEnd.CANCELLED));
    }

    private static Map<String, String> stoppedBy(RunStanding run, String step) {
        for (LaneStanding lane : run.lanes()) {
            String failed = lane.stoppedBy().get(step);
            if (failed != null) {
                return Map.of(step, failed);
            }
        }
        return Map.of();
    }

    /** Why the run is ended early. */
    static String why(Plan plan, EarlyEnd early) {
        return switch (early) {
            case CANCELLED -> "the run was cancelled";
            case TIMED_OUT ->
                "the run timed out"
                        + plan.rules()
                                .timeout()
                                .map(t -> " after " + Timeouts.text(t))
                                .orElse("");
        };
    }

    private static String pending(Plan plan, RunStanding run, StepStanding step, Dependencies dependencies) {
        List<String> waitsFor = dependencies.waitsFor(step.step);
        if (!waitsFor.isEmpty()) {
            return "waits for "
                    + Tallies.names(waitsFor.stream().map(GateStep::known).toList());
        }
        return ParallelLimits.room(plan.rules().maxParallel(), run.present()) == 0
                ? "held back: as many jobs as the run's maxParallel allows are active"
                : "";
    }

    private static String takenOver(Plan plan, StepStanding step) {
        int taken = 0;
        for (Standing job : step.jobs) {
            taken += job.report().state() == JobState.SUCCEEDED && job.report().attempts() == 0 ? 1 : 0;
        }
        Choice choice = plan.request().choice();
        String run = choice.taken().contains(step.step.name())
                ? choice.from()
                : plan.request().rerun().map(Rerun::run).orElse("");
        if (taken == 0 || run.isEmpty()) {
            return "";
        }
        return (taken == step.jobs.size()
                        ? "taken over from "
                        : taken + " of " + step.jobs.size() + " jobs taken over from ")
                + run;
    }

    private static String running(StepStanding step) {
        List<String> parts = new ArrayList<>();
        if (step.count(JobState.FAILED) > 0) {
            parts.add(Tallies.failures(step.jobs));
        }
        String troubles = Tallies.troubles(step.jobs);
        if (!troubles.isEmpty()) {
            parts.add("does not start: " + troubles);
        }
        String retries = Tallies.retries(step.jobs);
        if (!retries.isEmpty()) {
            parts.add("to be tried again: " + retries);
        }
        return String.join("; ", parts);
    }

    private static String failed(RunStanding run, StepStanding step) {
        if (step.gate()) {
            return Tallies.failures(step.jobs.subList(0, 1)); // the same in all lanes
        }
        int soft = step.count(JobState.SOFT_FAILED);
        int skipped = step.count(JobState.SKIPPED);
        int cancelled = step.count(JobState.CANCELLED);
        Map<String, String> stoppedBy = run.early().isPresent() ? Map.of() : stoppedBy(run, step.step.name());
        String cut = stoppedBy.isEmpty() ? " cancelled" : " stopped, as " + stoppedBy.get(step.step.name()) + " failed";
        return Tallies.failures(step.jobs)
                + (soft > 0 ? "; " + soft + " failed softly" : "")
                + (skipped > 0 ? "; " + skipped + " not started" : "")
                + (cancelled > 0 ? "; " + cancelled + cut : "");
    }

    private static String skipped(RunStanding run, StepStanding step) {
        if (step.step.skipped().isPresent()) {
            return step.step.skipped().get();
        }
        String failed = haltedBy(run, step.step.name());
        return unfinished(step, JobState.SKIPPED)
                + (failed == null
                        ? notHalted(run, step)
                        : failed.equals(LaneStanding.ASKED)
                                ? "a rollback was asked for"
                                : "step " + GateStep.known(failed) + " failed");
    }

    /** On another target, or a sibling: those that fail fast reach further. */
    private static String notHalted(RunStanding run, StepStanding step) {
        String failed = stoppedBy(run, step.step.name()).get(step.step.name());
        return failed == null ? "the run was halted" : failed + " failed";
    }

    private static String haltedBy(RunStanding run, String step) {
        for (LaneStanding lane : run.lanes()) {
            String failed = lane.haltedBy().get(step);
            if (failed != null) {
                return failed;
            }
        }
        return null;
    }

    private static String unfinished(StepStanding step, JobState state) {
        if (step.gate()) {
            return "not decided: ";
        }
        int unfinished = step.count(state);
        if (unfinished < step.jobs.size()) {
            return unfinished + " of " + step.jobs.size() + " jobs not "
                    + (state == JobState.SKIPPED ? "started: " : "finished: ");
        }
        for (Standing job : step.jobs) {
            if (job.report().attempts() > 0) {
                return "not finished: ";
            }
        }
        return "not started: ";
    }
}
