package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.plan.Plan;
import java.util.ArrayList;
import java.util.List;

/** What a run has come to, as a phase, a reason and one line for people. */
final class Outcome {

    private static final int MOST_STEPS = 3;

    private Outcome() {}

    /** Never {@code PENDING}: a run that is decided upon has been accepted. */
    static Report of(
            Plan plan, RunStanding run, List<StepReport> steps, List<TargetReport> targets, List<GateReport> gates) {
        Report report = allEnded(steps) ? ended(plan, run, targets, steps) : underWay(plan, run, steps, gates);
        return report.withTargets(targets).withGates(gates);
    }

    private static Report underWay(Plan plan, RunStanding run, List<StepReport> steps, List<GateReport> gates) {
        String goesOn = running(plan, run, steps);
        List<String> waiting = waiting(gates);
        if (waiting.isEmpty()) {
            return new Report(Report.Phase.RUNNING, Report.Reason.RUNNING, goesOn, steps);
        }
        String message = "waits at " + joined(waiting) + (goesOn.isEmpty() ? "" : "; " + goesOn);
        return new Report(Report.Phase.WAITING_APPROVAL, Report.Reason.WAITING_APPROVAL, message, steps);
    }

    private static List<String> waiting(List<GateReport> gates) {
        List<String> waiting = new ArrayList<>();
        for (GateReport gate : gates) {
            if (gate.state() == GateReport.State.WAITING) {
                waiting.add(gate.name() + (gate.prompt().isEmpty() ? "" : ": " + gate.prompt()));
            }
        }
        return waiting;
    }

    private static Report ended(Plan plan, RunStanding run, List<TargetReport> targets, List<StepReport> steps) {
        if (run.early().isPresent()) {
            return early(plan, run, run.early().get(), steps);
        }
        List<String> halting = failed(plan, steps, true);
        List<String> rejected = rejected(plan, steps);
        if (!rejected.isEmpty()) {
            rejected.addAll(halting);
            return new Report(Report.Phase.FAILED, Report.Reason.REJECTED, joined(rejected), steps);
        }
        if (!halting.isEmpty() && !targets.isEmpty()) {
            return ofTargets(run, targets, steps);
        }
        if (!halting.isEmpty()) {
            return new Report(Report.Phase.FAILED, failed(run), joined(halting), steps);
        }
        List<String> tolerated = failed(plan, steps, false);
        return tolerated.isEmpty()
                ? new Report(Report.Phase.SUCCEEDED, Report.Reason.SUCCEEDED, succeeded(plan, steps), steps)
                : new Report(Report.Phase.SUCCEEDED, Report.Reason.COMPLETED_WITH_FAILURES, joined(tolerated), steps);
    }

    /** Whoever started the run has to know what would only come again, however deep below it that is. */
    private static Report.Reason failed(RunStanding run) {
        boolean deadlock = run.steps().values().stream()
                .filter(StepStanding::mayHalt)
                .flatMap(step -> step.jobs.stream())
                .anyMatch(job -> job.report().state() == JobState.FAILED
                        && job.report()
                                .failure()
                                .filter(failure -> failure.kind() == Failure.Kind.DEADLOCK)
                                .isPresent());
        return deadlock ? Report.Reason.CONCURRENCY_DEADLOCK : Report.Reason.STEP_FAILED;
    }

    /** With targets a failed step is the end of its target, not of the run (B2, B3). */
    private static Report ofTargets(RunStanding run, List<TargetReport> targets, List<StepReport> steps) {
        List<String> fallen = new ArrayList<>();
        int succeeded = 0;
        int notBegun = 0;
        for (TargetReport target : targets) {
            if (target.state() == StepReport.State.FAILED) {
                String why = target.message().isEmpty() ? "" : ": " + target.message();
                fallen.add(target.name() + " failed at " + target.step() + why);
            }
            succeeded += target.state() == StepReport.State.SUCCEEDED ? 1 : 0;
            notBegun += target.state() == StepReport.State.SKIPPED ? 1 : 0;
        }
        String which = joined(fallen) + (notBegun == 0 ? "" : "; " + notBegun + " not begun");
        if (succeeded == 0) {
            return new Report(Report.Phase.FAILED, failed(run), "no target is left: " + which, steps);
        }
        String message = succeeded + " of " + targets.size() + " targets made it: " + which;
        return new Report(Report.Phase.PARTIAL, Report.Reason.PARTIAL, message, steps);
    }

    private static Report early(Plan plan, RunStanding run, EarlyEnd early, List<StepReport> steps) {
        int cancelled = run.count(JobState.CANCELLED);
        String message =
                StepMessages.why(plan, early) + ": " + cancelled + " of " + jobs(plan.jobCount()) + " not finished";
        return switch (early) {
            case CANCELLED -> new Report(Report.Phase.CANCELLED, Report.Reason.CANCELLED, message, steps);
            case TIMED_OUT -> new Report(Report.Phase.FAILED, Report.Reason.TIMED_OUT, message, steps);
        };
    }

    private static boolean allEnded(List<StepReport> steps) {
        for (StepReport step : steps) {
            if (!step.state().ended()) {
                return false;
            }
        }
        return true;
    }

    private static String running(Plan plan, RunStanding run, List<StepReport> steps) {
        if (run.early().isPresent()) {
            return StepMessages.why(plan, run.early().get()) + ": " + jobs(run.present()) + " being stopped";
        }
        List<String> notable = rejected(plan, steps);
        notable.addAll(failed(plan, steps, true));
        List<String> active = new ArrayList<>();
        for (StepReport step : steps) {
            if (step.state() == StepReport.State.QUEUED) {
                notable.add(step.name() + ": " + step.message());
            } else if (step.state() == StepReport.State.RUNNING) {
                active.add(step.name());
                if (!step.message().isEmpty()) {
                    notable.add(step.name() + ": " + step.message());
                }
            }
        }
        if (!notable.isEmpty()) {
            return joined(notable);
        }
        return active.isEmpty() ? "" : "running " + Tallies.names(active);
    }

    private static List<String> failed(Plan plan, List<StepReport> steps, boolean halts) {
        List<String> failed = new ArrayList<>();
        for (StepReport step : steps) {
            if ((step.state() == StepReport.State.FAILED || step.state() == StepReport.State.PARTIAL)
                    && plan.step(step.name()).step() instanceof CommandStep command
                    && command.failure().onFailure().halts() == halts) {
                failed.add(step.name() + " failed" + (step.message().isEmpty() ? "" : ": " + step.message()));
            }
        }
        return failed;
    }

    /** "release rejected by alice: not on a Friday". */
    private static List<String> rejected(Plan plan, List<StepReport> steps) {
        List<String> rejected = new ArrayList<>();
        for (StepReport step : steps) {
            if (step.state() == StepReport.State.FAILED
                    && plan.step(step.name()).step() instanceof GateStep) {
                rejected.add(GateStep.known(step.name()) + " " + step.message());
            }
        }
        return rejected;
    }

    private static String succeeded(Plan plan, List<StepReport> steps) {
        int skipped = 0;
        List<String> soft = new ArrayList<>();
        for (StepReport step : steps) {
            skipped += step.state() == StepReport.State.SKIPPED && !ofStep(plan, step) ? 1 : 0;
            if (step.state() == StepReport.State.SOFT_FAILED) {
                soft.add(step.name() + " failed softly" + (step.message().isEmpty() ? "" : ": " + step.message()));
            }
        }
        if (skipped > 0 && plan.jobCount() == 0 && steps.stream().noneMatch(step -> asked(plan, step))) {
            return "nothing to do: " + (skipped == 1 ? "the step is" : "all " + skipped + " steps are") + " skipped";
        }
        int succeeded = steps.size()
                - skipped
                - soft.size()
                - (int) steps.stream().filter(step -> ofStep(plan, step)).count();
        return succeeded + (succeeded == 1 ? " step" : " steps") + " succeeded"
                + (skipped == 0 ? "" : ", " + skipped + " skipped")
                + (soft.isEmpty() ? "" : "; " + joined(soft));
    }

    /** To people it is one with the step it stands before. */
    private static boolean ofStep(Plan plan, StepReport step) {
        return plan.step(step.name()).step() instanceof GateStep gate
                && gate.before().isPresent();
    }

    private static boolean asked(Plan plan, StepReport step) {
        return plan.step(step.name()).step() instanceof GateStep && step.state() != StepReport.State.SKIPPED;
    }

    private static String joined(List<String> lines) {
        return lines.size() <= MOST_STEPS
                ? String.join("; ", lines)
                : String.join("; ", lines.subList(0, MOST_STEPS)) + "; and " + (lines.size() - MOST_STEPS) + " more";
    }

    private static String jobs(int count) {
        return count + (count == 1 ? " job" : " jobs");
    }
}
