package dev.sluice.cli;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JudgedUpload;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.plan.Undos;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.Rollback;
import dev.sluice.core.schedule.StepReport;
import dev.sluice.local.AttemptRecord;
import dev.sluice.local.Durations;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The words of a run's progress. Decides nothing about when and where they are shown. */
final class ProgressLines {

    private static final int FEW_JOBS = 5;

    private Plan plan;
    private final Style style;
    private final Map<String, Integer> numbers = new HashMap<>();

    ProgressLines(Plan plan, Style style) {
        this.style = style;
        use(plan);
    }

    private void use(Plan current) {
        plan = current;
        numbers.clear();
        plan.steps().values().stream()
                .filter(s -> s.step() instanceof CommandStep)
                .forEach(s -> numbers.put(s.name(), numbers.size() + 1));
    }

    /** The same words for another. */
    ProgressLines of(Plan other) {
        return new ProgressLines(other, style);
    }

    /** From now on steps are counted with those that were added. */
    String uploaded(Plan longer, JudgedUpload upload) {
        use(longer);
        return style.active("+") + " " + plan.job(upload.upload().job()).name() + " added "
                + Counted.of(upload.steps().size(), "step") + style.faint(": " + String.join(", ", upload.steps()));
    }

    String header(int spawn, String folder) {
        String most = "at most " + Math.min(spawn, plan.maxConcurrency()) + " at once";
        return style.strong(plan.pipeline())
                + style.faint("  %s in %s, %s · logs in %s"
                        .formatted(
                                Counted.of(plan.jobCount(), "job"), Counted.steps(numbers.size(), plan), most, folder));
    }

    String waits(String what) {
        return style.warn("…") + " " + what;
    }

    String rollingBack(Rollback rollback) {
        String why = rollback.step().isEmpty() ? "" : ": " + rollback.step() + " failed";
        return style.warn("↩") + " rolling back to " + rollback.to() + why;
    }

    String running(Job job, AttemptRecord attempt) {
        return style.active("▶") + " " + title(job, attempt) + " …";
    }

    String title(Job job, AttemptRecord attempt) {
        return title(job) + again(attempt);
    }

    /** Their ends one by one would hide everything else. */
    boolean manyJobs(String step) {
        return plan.find(step).map(s -> s.jobs().size() > FEW_JOBS).orElse(false);
    }

    /** How a step of many jobs ended that ran here. */
    Optional<String> folded(StepReport step) {
        boolean told =
                step.state() == StepReport.State.SUCCEEDED && !step.message().isEmpty();
        if (told
                || !manyJobs(step.name())
                || step.start().isEmpty()
                || step.end().isEmpty()) {
            return Optional.empty();
        }
        Duration took = Duration.between(step.start().get(), step.end().get());
        long done = step.count(JobState.SUCCEEDED);
        int all = step.jobs().size();
        return Optional.of((done == all ? style.good("✓") : style.warn("–"))
                + " %s %s … %s jobs done in %s"
                        .formatted(
                                number(step.name()),
                                step.name(),
                                done == all ? all : done + " of " + all,
                                Durations.measured(took)));
    }

    String ended(Job job, AttemptRecord attempt, JobReport report, Duration took) {
        String title = title(job, attempt) + " … ";
        String time = Durations.measured(took);
        if (report.state() == JobState.SUCCEEDED && attempt.cached()) {
            return style.good("✓") + " " + title + "cached";
        }
        if (report.state() == JobState.SUCCEEDED) {
            return style.good("✓") + " " + title + "done in " + time;
        }
        if (report.state() == JobState.CANCELLED) {
            return style.warn("■") + " " + title + "stopped after " + time;
        }
        String why = FailureHelp.message(attempt, report);
        if (report.state() == JobState.FAILED) {
            return style.bad("✗") + " " + title + style.bad(why) + " in " + time;
        }
        if (report.state() == JobState.SOFT_FAILED) {
            return style.warn("✗") + " " + title + why + " in " + time + ", which does not count";
        }
        return style.warn("↻") + " " + title + why + " in " + time + ", to be tried again";
    }

    /** A step of which nothing, or not all, was run here. */
    Optional<String> notRun(StepReport step) {
        if (!numbers.containsKey(step.name())) {
            return Optional.empty();
        }
        String why = step.message().isEmpty() ? "" : ": " + step.message();
        return switch (step.state()) {
            case SUCCEEDED ->
                step.message().isEmpty()
                        ? Optional.empty()
                        : Optional.of(
                                style.faint("– " + number(step.name()) + " " + step.name() + " " + step.message()));
            case SKIPPED -> Optional.of(style.faint("– " + number(step.name()) + " " + step.name() + " skipped" + why));
            case CANCELLED ->
                step.jobs().stream().anyMatch(j -> j.attempts() > 0)
                        ? Optional.empty()
                        : Optional.of(style.faint("– " + number(step.name()) + " " + step.name() + " not started"));
            default -> Optional.empty();
        };
    }

    /** What became of a gate. That somebody is asked they see themselves. */
    Optional<String> gate(GateReport gate) {
        String who = gate.record()
                .verdict()
                .map(verdict -> (verdict.by().isEmpty() ? "" : " by " + verdict.by())
                        + (verdict.comment().isEmpty() ? "" : ": " + verdict.comment()))
                .orElse("");
        return switch (gate.state()) {
            case WAITING -> Optional.empty();
            case APPROVED -> Optional.of(style.good("✓") + " " + gate.name() + " approved" + who);
            case REJECTED -> Optional.of(style.bad("✗") + " " + gate.name() + " rejected" + who);
            case WITHDRAWN -> Optional.of(style.faint("– " + gate.name() + " not decided"));
        };
    }

    /** What helps after a job failed for good. */
    FailureHelp help() {
        return new FailureHelp(style);
    }

    /** What is told of a run in the end. */
    RunSummary summary() {
        return new RunSummary(plan, style);
    }

    private String title(Job job) {
        PlannedStep step = plan.step(job.id().step());
        String undone = Undos.undone(step.name());
        StringBuilder title = new StringBuilder(number(undone) + (Undos.isUndo(step.name()) ? " undo " : " ") + undone);
        job.lane().target().ifPresent(target -> title.append(" on ").append(target.name()));
        if (!job.combination().isEmpty()) {
            title.append(job.combination().entrySet().stream()
                    .map(e -> e.getKey() + "=" + e.getValue())
                    .collect(Collectors.joining(", ", " (", ")")));
        }
        if (job.parallelCount() > 1) {
            title.append(" ").append(job.parallelIndex() + 1).append("/").append(job.parallelCount());
        }
        return title.toString();
    }

    private String number(String step) {
        return "[" + numbers.get(step) + "/" + numbers.size() + "]";
    }

    private static String again(AttemptRecord attempt) {
        return attempt.number() == 1 ? "" : ", attempt " + attempt.number();
    }
}
