package dev.sluice.core.schedule;

import static dev.sluice.core.schedule.PlanMaker.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The largest run that is allowed. Processor time is measured, not the clock, and the bounds are some five times what it takes: they
 * catch a square, as a map was that probed thousands of jobs in a row, and not a busy machine.
 */
class SpeedTest {

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @Test
    void twenty_thousand_jobs_are_decided_at_once() {
        Plan plan = plan().step("a", s -> s.parallelism(10_000))
                .step("b", s -> s.parallelism(10_000).after("a"))
                .make();
        Map<JobId, Attempt> attempts = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            attempts.put(new JobId("a", i), new Attempt(1, 0, i % 2 == 0 ? Story.running(1) : Story.succeeded(1, 2)));
        }
        Observed observed = new Observed(Story.START, false, Map.of(), attempts);

        assertThat(best(20, () -> Scheduler.decide(Story.RUN, plan, observed, Story.at(9))))
                .isLessThan(60_000_000);
    }

    @Test
    void ten_thousand_jobs_start_at_once() {
        Plan plan = plan().step("a", s -> s.parallelism(10_000)).make();
        Observed observed = new Observed(Story.START, false, Map.of(), Map.of());

        assertThat(Scheduler.decide(Story.RUN, plan, observed, Story.at(0)).actions())
                .hasSize(10_000);
        assertThat(best(10, () -> Scheduler.decide(Story.RUN, plan, observed, Story.at(0))))
                .isLessThan(150_000_000);
    }

    @Test
    void five_hundred_steps_in_a_chain_are_no_burden() {
        PlanMaker maker = plan().step("s0");
        for (int i = 1; i < 500; i++) {
            String before = "s" + (i - 1);
            maker.step("s" + i, s -> s.after(before));
        }
        Plan plan = maker.make();
        Observed observed = new Observed(
                Story.START, false, Map.of(), Map.of(new JobId("s0", 0), new Attempt(1, 0, Story.failed(1, 2, 3))));

        assertThat(best(20, () -> Scheduler.decide(Story.RUN, plan, observed, Story.at(9))))
                .isLessThan(50_000_000);
    }

    @Test
    void a_run_of_one_job_takes_no_time() {
        Plan plan = plan().step("a").make();
        Observed observed = new Observed(Story.START, false, Map.of(), Map.of());

        assertThat(best(2_000, () -> Scheduler.decide(Story.RUN, plan, observed, Story.at(0))))
                .isLessThan(500_000);
    }

    /** The best time in nanoseconds: what disturbs a measurement only ever makes it longer. */
    private static long best(int times, Runnable runnable) {
        long best = Long.MAX_VALUE;
        for (int i = 0; i < times; i++) {
            long start = THREADS.getCurrentThreadCpuTime();
            runnable.run();
            best = Math.min(best, THREADS.getCurrentThreadCpuTime() - start);
        }
        return best;
    }
}
