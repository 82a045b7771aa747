package dev.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import dev.sluice.core.dialect.UploadReader;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.model.WaitStep;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.plan.Upload;
import dev.sluice.core.plan.Uploads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** For any pipeline whose jobs upload anything, good or bad, and upload again: whatever is cut short, the end is the same (A7). */
class UploadPropertiesTest {

    private static final Uploads UPLOADS = new Uploads(UploadReader::add, pipeline -> List.of());

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void what_was_planned_stays_as_it_was(@ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
        World world = new World(seed);
        List<Upload> uploads = new ArrayList<>();
        Plan before = UPLOADS.plan(world.pipeline, RunRequest.NONE, List.of());
        for (int i = 0; i < 5; i++) {
            List<String> steps = List.copyOf(before.steps().keySet());
            String by = steps.get(world.random.nextInt(steps.size()));
            uploads.add(new Upload(new JobId(by, 0), world.text(by)));
            Plan after = UPLOADS.plan(world.pipeline, RunRequest.NONE, uploads);
            check(before, after, by);
            before = after;
        }
    }

    private static void check(Plan before, Plan after, String by) {
        assertThat(after.steps().keySet()).containsAll(before.steps().keySet());
        for (PlannedStep step : before.steps().values()) {
            PlannedStep now = after.step(step.name());
            assertThat(now.jobs()).isEqualTo(step.jobs());
            assertThat(now.dependsOn()).containsAll(step.dependsOn());
            assertThat(step.step() instanceof WaitStep
                            || now.dependsOn().equals(step.dependsOn())
                            || now.ancestors().contains(by))
                    .as("%s got dependencies, and may have begun", step.name())
                    .isTrue();
        }
        Set<String> added = new HashSet<>(after.steps().keySet());
        added.removeAll(before.steps().keySet());
        var last = after.uploads().get(after.uploads().size() - 1);
        assertThat(added).containsExactlyInAnyOrderElementsOf(last.steps());
        assertThat(last.refused()).isEqualTo(last.steps().isEmpty());
        for (String name : added) {
            if (after.step(name).step().dependsOn().isEmpty()) {
                assertThat(after.step(name).ancestors()).contains(by);
            }
        }
    }

    @Property(tries = 30, edgeCases = EdgeCasesMode.NONE)
    void a_controller_that_forgets_everything_after_any_deed_ends_at_the_same_result(
            @ForAll @IntRange(min = 0, max = 1_000_000) int seed) {
        Life whole = new Life(new World(seed), deed -> false);
        whole.run();
        for (int cut = 0; cut < whole.deeds; cut++) {
            int at = cut;
            Life again = new Life(new World(seed), deed -> deed == at);
            again.run();
            assertThat(again.result()).as("cut before deed %d", cut).isEqualTo(whole.result());
        }
    }

    /** A pipeline and what its jobs upload: functions of the seed. */
    private static final class World {

        final Random random;
        final int seed;
        final Pipeline pipeline;

        World(int seed) {
            this.seed = seed;
            random = new Random(seed);
            StringBuilder steps = new StringBuilder();
            for (int i = 0; i < 2 + random.nextInt(4); i++) {
                steps.append(
                        random.nextInt(4) == 0
                                ? "- {name: w" + i + ", wait: {continueOnFailure: " + random.nextBoolean() + "}}\n"
                                : "- {name: s" + i + ", script: x, upload: " + (random.nextInt(4) > 0)
                                        + ", parallelism: " + (1 + random.nextInt(2))
                                        + (random.nextInt(3) == 0 ? ", onFailure: Continue" : "") + "}\n");
            }
            pipeline = Written.pipeline(Written.steps(steps + "- {name: z, script: x, upload: true}\n"));
        }

        String text(String by) {
            return text(by, random);
        }

        /** Names may meet those of others, and what is named may not be there. */
        static String text(String by, Random random) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 1 + random.nextInt(3); i++) {
                String name = random.nextInt(12) == 0 ? "s0" : by + "-" + i + (random.nextInt(3) == 0 ? "x" : "");
                String dependsOn =
                        switch (random.nextInt(6)) {
                            case 0 -> ", dependsOn: []";
                            case 1 -> ", dependsOn: [z]";
                            case 2 -> ", dependsOn: [" + by + "-0]";
                            default -> "";
                        };
                text.append(
                        random.nextInt(5) == 0
                                ? "- {name: " + name + ", wait: {}}\n"
                                : "- {name: " + name + ", script: x, upload: " + random.nextBoolean() + dependsOn
                                        + "}\n");
            }
            return text.toString();
        }

        /** What a job writes at its end. */
        Optional<String> written(JobId job, Plan plan) {
            Random of = new Random(seed * 31L + job.hashCode());
            of.nextInt();
            boolean may = job.step().length() < 12
                    && plan.step(job.step()).step() instanceof CommandStep step
                    && step.upload();
            return may && of.nextInt(3) > 0 ? Optional.of(text(job.step(), of)) : Optional.empty();
        }

        int takes(JobId job) {
            return 1 + Math.floorMod(seed * 7 + job.hashCode(), 5);
        }
    }

    /** All that is stored, and a controller that keeps nothing else. */
    private static final class Life {

        private final World world;
        private final IntPredicate dies;
        private final List<Upload> recorded = new ArrayList<>();
        private final Map<JobId, JobReport> settled = new HashMap<>();
        private final Map<JobId, Integer> started = new LinkedHashMap<>();
        private Report.Phase phase = Report.Phase.RUNNING;
        private int now = 1;
        private int deeds;

        Life(World world, IntPredicate dies) {
            this.world = world;
            this.dies = dies;
        }

        void run() {
            for (int round = 0; round < 2_000; round++) {
                if (!reconcile()) {
                    if (phase.ended()) {
                        return;
                    }
                    now++;
                }
            }
            throw new AssertionError("does not end: " + result());
        }

        /** Whether there may be more to do at this very time. */
        private boolean reconcile() {
            Plan plan = UPLOADS.plan(world.pipeline, RunRequest.NONE, recorded);
            Observed observed = observed(plan);
            List<Upload> pending = UploadPolicy.pending(plan, observed);
            if (!pending.isEmpty()) {
                if (!deed()) {
                    return true;
                }
                recorded.addAll(pending);
                plan = UPLOADS.plan(world.pipeline, RunRequest.NONE, recorded);
            }
            Decision decision = Scheduler.decide(Story.RUN, plan, observed, Story.at(now));
            if (news(decision.report())) {
                if (!deed()) {
                    return true;
                }
                write(decision.report());
            }
            for (Action action : decision.actions()) {
                if (!deed()) {
                    return true;
                }
                for (String ancestor : plan.step(action.job().id().step()).ancestors()) {
                    plan.step(ancestor).jobs().forEach(job -> assertThat(settled)
                            .as("%s is before %s", job.name(), action.job().name())
                            .containsKey(job.id()));
                }
                assertThat(started.put(action.job().id(), now))
                        .as("%s is started once", action.job().name())
                        .isNull();
            }
            return !decision.actions().isEmpty();
        }

        private boolean deed() {
            return !dies.test(deeds++);
        }

        private Observed observed(Plan plan) {
            Map<JobId, Attempt> attempts = new HashMap<>();
            started.forEach((job, at) -> attempts.put(
                    job,
                    new Attempt(
                            1,
                            0,
                            now < at + world.takes(job)
                                    ? Story.running(at)
                                    : new Attempt.State.Succeeded(
                                            Story.at(at),
                                            Story.at(at + world.takes(job)),
                                            Map.of(),
                                            world.written(job, plan)))));
            return new Observed(Story.START, false, settled, attempts);
        }

        private boolean news(Report report) {
            return !ended(report).equals(settled) || report.phase() != phase;
        }

        private void write(Report report) {
            phase = report.phase();
            settled.putAll(ended(report));
        }

        private static Map<JobId, JobReport> ended(Report report) {
            Map<JobId, JobReport> ended = new HashMap<>();
            for (StepReport step : report.steps()) {
                for (int i = 0; i < step.jobs().size(); i++) {
                    if (step.jobs().get(i).state().ended()) {
                        ended.put(new JobId(step.name(), i), step.jobs().get(i));
                    }
                }
            }
            return ended;
        }

        String result() {
            Map<String, JobState> states = new TreeMap<>();
            settled.forEach((job, report) -> states.put(job.step() + "/" + job.index(), report.state()));
            return phase + " " + states + " " + recorded;
        }
    }
}
