package dev.sluice.cli;

import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.StepReport;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Counts the jobs of a run as it goes: those of its steps, not those that undo them. */
final class RunCounter {

    private final Instant start;
    private final Map<String, Integer> ended = new HashMap<>();
    private Plan plan;
    private int running;
    private int failed;

    RunCounter(Plan plan, Instant start) {
        this.plan = plan;
        this.start = start;
    }

    void uploaded(Plan longer) {
        plan = longer;
    }

    void started() {
        running++;
    }

    /** An attempt; its job may be tried again. */
    void ended(Job job, JobReport report) {
        running--;
        String step = job.id().step();
        if (report.state().ended() && plan.steps().containsKey(step)) {
            ended.merge(step, 1, Integer::sum);
            failed += report.state() == JobState.FAILED ? 1 : 0;
        }
    }

    /** With those of its jobs that never ran. */
    void stepEnded(StepReport step) {
        if (plan.steps().containsKey(step.name())) {
            ended.put(step.name(), plan.step(step.name()).jobs().size());
        }
    }

    JobCounts counts() {
        int all = ended.values().stream().mapToInt(Integer::intValue).sum();
        return new JobCounts(plan.jobCount(), Math.min(all, plan.jobCount()), running, failed, start);
    }
}
