package dev.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Lane;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.plan.Undos;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/**
 * For any pipeline and anything that may happen to it. What must never be done (start before dependencies have ended, two attempts at
 * once, more than a budget or limit allows, again after a success, take back what is settled) the fake cluster itself refuses.
 */
class SchedulerPropertiesTest {

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void every_run_ends_with_a_result_that_its_jobs_explain(@ForAll("worlds") World world) {
        FakeCluster.Result result = run(world);

        assertThat(result.phase().ended()).isTrue();
        assertThat(result.jobs().values()).allMatch(JobState::ended);
        Plan plan = world.plan();
        boolean rejected = result.gates().containsValue(false);
        boolean anyFailed = false;
        Set<Lane> fallen = new HashSet<>();
        for (PlannedStep step : plan.steps().values()) {
            for (Job job : step.jobs()) {
                JobState end = result.jobs().get(job.id());
                anyFailed |= end == JobState.FAILED;
                if (end == JobState.FAILED && !world.step(job.id()).mayFail()) {
                    fallen.add(job.lane());
                }
                if (end == JobState.SUCCEEDED) {
                    assertThat(world.end(job.id())).isEqualTo(JobState.SUCCEEDED);
                }
            }
        }
        boolean back = result.rollbacks().stream().anyMatch(r -> !r.refused());
        if (back) {
            rolledBack(plan, result);
            return;
        }
        assertThat(result.undos()).isEmpty();
        Set<Lane> closed = closed(plan, fallen);
        assertThat(result.reason()).isEqualTo(reason(world, result, plan, fallen, closed, anyFailed));
        for (PlannedStep step : plan.steps().values()) {
            for (Job job : step.jobs()) {
                JobState end = result.jobs().get(job.id());
                if (end == JobState.SKIPPED) {
                    assertThat(rejected
                                    || fallen.contains(job.lane())
                                    || closed.contains(job.lane())
                                    || failedFast(world, plan, result, fallen, job))
                            .as("%s skipped, and nothing failed on its way", job)
                            .isTrue();
                }
                if (closed.contains(job.lane())) {
                    assertThat(end).as("%s after too many failures", job).isIn(JobState.SKIPPED, JobState.CANCELLED);
                }
            }
        }
    }

    /** A sibling failed, or a step that halts a run that fails fast. */
    private static boolean failedFast(
            World world, Plan plan, FakeCluster.Result result, Set<Lane> fallen, Job skipped) {
        boolean siblings = world.step(skipped.id()).endings().failFast()
                && plan.step(skipped.id().step()).jobs().stream()
                        .anyMatch(job -> result.jobs().get(job.id()) == JobState.FAILED);
        return siblings || world.failFast() && fallen.contains(skipped.lane());
    }

    /** Lanes of batches before which too many fell out. */
    private static Set<Lane> closed(Plan plan, Set<Lane> fallen) {
        int most = plan.rules().rollout().maxFailures().orElse(Integer.MAX_VALUE);
        return plan.lanes().stream()
                .filter(lane ->
                        fallen.stream().filter(f -> f.batch() < lane.batch()).count() > most)
                .collect(Collectors.toSet());
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void a_controller_that_forgets_everything_after_any_deed_ends_at_the_same_result(@ForAll("worlds") World world) {
        Plan plan = world.plan();
        FakeController whole = new FakeController(new FakeCluster(world, plan), deed -> false);
        FakeCluster.Result result = whole.run();

        for (int cut = 0; cut < whole.deeds(); cut++) {
            int at = cut;
            FakeCluster.Result again = new FakeController(new FakeCluster(world, plan), deed -> deed == at).run();
            assertThat(again).as("cut before deed %d", cut).isEqualTo(result);
        }
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void a_controller_that_dies_between_all_its_deeds_ends_at_the_same_result(@ForAll("worlds") World world) {
        // Every second try gets through, so each life does one thing.
        assertThat(new FakeController(new FakeCluster(world, world.plan()), deed -> deed % 2 == 1).run())
                .isEqualTo(run(world));
    }

    /** Found by the one above: what had to be on record before the last step could start took a place from it, or not. */
    @Example
    void a_place_that_is_free_before_something_is_on_record_goes_to_whom_it_would_go_after() {
        World.Rules once = new World.Rules(0, 0, false, 0, false, false);
        World.Rules timed = new World.Rules(0, 0, false, 0, true, false);
        World.Endings last = new World.Endings(World.Soft.NO, false, 0, false, -1);
        World world = new World(
                List.of(
                        step(0, 1, once, last),
                        step(0, 3, timed, World.Endings.PLAIN),
                        step(2, 1, once, World.Endings.PLAIN)),
                2,
                32,
                0,
                0,
                5,
                new World.Over(2, 0, 0, false));
        a_controller_that_dies_between_all_its_deeds_ends_at_the_same_result(world);
    }

    private static World.StepOf step(int dependsOn, int jobs, World.Rules rules, World.Endings endings) {
        return new World.StepOf(
                World.Kind.COMMAND, dependsOn, jobs, 0, true, true, rules, new World.Back(0, true), endings);
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void lost_status_writes_and_lost_time_change_nothing_where_nothing_races(
            @ForAll("worlds") World any, @ForAll int seed) {
        World world = any.withoutRaces();
        Random random = new Random(seed);
        FakeCluster.Result result =
                new FakeController(new FakeCluster(world, world.plan()), deed -> random.nextInt(5) == 0, random).run();

        assertThat(result).isEqualTo(run(world));
        for (PlannedStep step : world.plan().steps().values()) {
            for (Job job : step.jobs()) {
                assertThat(result.jobs().get(job.id())).isEqualTo(world.end(job.id()));
            }
        }
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void lost_status_writes_and_lost_time_never_break_a_promise(@ForAll("worlds") World world, @ForAll int seed) {
        Random random = new Random(seed);
        FakeCluster.Result result =
                new FakeController(new FakeCluster(world, world.plan()), deed -> random.nextInt(5) == 0, random).run();

        assertThat(result.phase().ended()).isTrue();
    }

    /** Undone is all that ran at or after the step that was gone back to and says how it is undone, unless something failed. */
    private static void rolledBack(Plan plan, FakeCluster.Result result) {
        if (result.phase() == Report.Phase.PARTIAL) {
            // Targets that failed went back; others made it, and nobody asked for those to go back too.
            assertThat(result.reason()).isEqualTo(Report.Reason.PARTIAL);
            assertThat(result.rollbacks())
                    .allMatch(r -> r.refused()
                            || r.cause() == Rollback.Cause.FAILURE && r.state() == StepReport.State.SUCCEEDED);
        } else {
            assertThat(result.phase()).isIn(Report.Phase.FAILED, Report.Phase.CANCELLED);
            assertThat(result.reason())
                    .isIn(Report.Reason.ROLLED_BACK, Report.Reason.ROLLBACK_FAILED, Report.Reason.CANCELLED);
        }
        for (Rollback rollback : result.rollbacks()) {
            if (rollback.cause() == Rollback.Cause.FAILURE) {
                assertThat(ends(plan, result, rollback.step())).contains(JobState.FAILED);
            }
            // A step is undone once a run: after a rollback that failed, a further one undoes the rest alone.
            boolean allWent = result.rollbacks().stream().noneMatch(r -> r.state() == StepReport.State.FAILED);
            if (rollback.state() != StepReport.State.SUCCEEDED || !allWent) {
                continue;
            }
            for (Lane lane : plan.lanes()) {
                if (rollback.cause() == Rollback.Cause.MANUAL
                        || ends(plan, result, rollback.step(), lane).contains(JobState.FAILED)) {
                    undone(plan, result, rollback, lane);
                }
            }
        }
    }

    /** Each target goes back by itself. */
    private static void undone(Plan plan, FakeCluster.Result result, Rollback rollback, Lane lane) {
        for (PlannedStep step : plan.steps().values()) {
            boolean since =
                    step.name().equals(rollback.to()) || step.ancestors().contains(rollback.to());
            boolean ran = ends(plan, result, step.name(), lane).stream()
                    .anyMatch(end -> end == JobState.SUCCEEDED || end == JobState.FAILED);
            boolean hasTask =
                    step.step() instanceof CommandStep command && command.undo().isPresent();
            if (since && ran && hasTask) {
                assertThat(result.undos())
                        .containsEntry(new JobId(Undos.name(step.name()), lane.index()), JobState.SUCCEEDED);
            }
        }
    }

    private static List<JobState> ends(Plan plan, FakeCluster.Result result, String step, Lane lane) {
        return plan.step(step).jobs(lane, plan.lanes().size()).stream()
                .map(job -> result.jobs().get(job.id()))
                .toList();
    }

    private static List<JobState> ends(Plan plan, FakeCluster.Result result, String step) {
        return plan.step(step).jobs().stream()
                .map(job -> result.jobs().get(job.id()))
                .toList();
    }

    private static FakeCluster.Result run(World world) {
        return new FakeController(new FakeCluster(world, world.plan()), deed -> false).run();
    }

    private static Report.Reason reason(
            World world, FakeCluster.Result result, Plan plan, Set<Lane> fallen, Set<Lane> closed, boolean anyFailed) {
        boolean endedEarly = result.reason() == Report.Reason.TIMED_OUT || result.reason() == Report.Reason.CANCELLED;
        boolean failsFast = world.failFast()
                || world.steps().stream().anyMatch(step -> step.endings().failFast());
        if (result.jobs().containsValue(JobState.CANCELLED) && (endedEarly || !failsFast)) {
            return result.reason() == Report.Reason.TIMED_OUT && world.runTimeout() > 0
                    ? Report.Reason.TIMED_OUT
                    : Report.Reason.CANCELLED;
        }
        boolean undecided = world.steps().stream().filter(World.StepOf::asks).count()
                > result.gates().size();
        if (undecided && result.reason() == Report.Reason.CANCELLED && world.cancelAt() > 0
                || undecided && result.reason() == Report.Reason.TIMED_OUT && world.runTimeout() > 0) {
            return result.reason();
        }
        if (result.gates().containsValue(false)) {
            return Report.Reason.REJECTED;
        }
        if (!fallen.isEmpty()) {
            boolean someMadeIt = plan.lanes().stream().anyMatch(l -> !fallen.contains(l) && !closed.contains(l));
            return someMadeIt ? Report.Reason.PARTIAL : Report.Reason.STEP_FAILED;
        }
        return anyFailed ? Report.Reason.COMPLETED_WITH_FAILURES : Report.Reason.SUCCEEDED;
    }

    @Provide
    Arbitrary<World> worlds() {
        Arbitrary<Integer> seldom = Arbitraries.frequencyOf(
                Tuple.of(3, Arbitraries.just(0)),
                Tuple.of(1, Arbitraries.integers().between(2, 60)));
        return Combinators.combine(
                        steps().list().ofMinSize(1).ofMaxSize(6),
                        Arbitraries.integers().between(0, 4),
                        seldom,
                        seldom,
                        seldom,
                        Arbitraries.integers().between(0, 1_000_000),
                        over())
                .as(World::new);
    }

    /** Every other run has targets. */
    private static Arbitrary<World.Over> over() {
        return Combinators.combine(
                        Arbitraries.of(0, 0, 0, 1, 2, 3, 4),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(-1, 1),
                        Arbitraries.of(false, false, true))
                .as(World.Over::new);
    }

    private static Arbitrary<World.StepOf> steps() {
        Arbitrary<World.Kind> kinds = Arbitraries.frequency(
                Tuple.of(8, World.Kind.COMMAND),
                Tuple.of(1, World.Kind.SKIPPED),
                Tuple.of(1, World.Kind.WAIT),
                Tuple.of(2, World.Kind.GATE),
                Tuple.of(2, World.Kind.APPROVED),
                Tuple.of(1, World.Kind.SKIPPED_WAIT),
                Tuple.of(1, World.Kind.WAIT_AND_CONTINUE));
        return Combinators.combine(
                        kinds,
                        Arbitraries.integers().between(0, 63),
                        Arbitraries.integers().between(1, 3),
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false, false),
                        rules(),
                        Combinators.combine(backs(), endings()).as(Tuple::of))
                .as((kind, dependsOn, jobs, maxParallel, mayFail, barrier, rules, ends) -> new World.StepOf(
                        kind, dependsOn, jobs, maxParallel, mayFail, barrier, rules, ends.get1(), ends.get2()));
    }

    private static Arbitrary<World.Back> backs() {
        return Combinators.combine(Arbitraries.of(0, 0, 0, 1, 2, 3), Arbitraries.of(true, true, false))
                .as(World.Back::new);
    }

    private static Arbitrary<World.Endings> endings() {
        Arbitrary<Boolean> seldom = Arbitraries.of(false, false, false, true);
        return Combinators.combine(
                        Arbitraries.of(World.Soft.NO, World.Soft.NO, World.Soft.EXIT_CODE_3, World.Soft.ALL),
                        seldom,
                        Arbitraries.of(0, 0, 1, 6, 63),
                        seldom,
                        Arbitraries.of(0, 0, 0, -1, 5))
                .as(World.Endings::new);
    }

    /** No job is cancelled unless somebody asked, time was up, or something that fails fast failed. */
    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void what_is_cancelled_has_a_reason(@ForAll("worlds") World world) {
        FakeCluster.Result result = run(world);
        boolean rolledBack = result.rollbacks().stream().anyMatch(r -> !r.refused()); // after any end
        if (rolledBack || result.reason() == Report.Reason.TIMED_OUT || result.reason() == Report.Reason.CANCELLED) {
            return;
        }
        boolean halted = world.plan().steps().values().stream()
                .flatMap(step -> step.jobs().stream())
                .anyMatch(
                        job -> !world.step(job.id()).mayFail() && result.jobs().get(job.id()) == JobState.FAILED);
        for (PlannedStep step : world.plan().steps().values()) {
            List<JobState> ends =
                    step.jobs().stream().map(job -> result.jobs().get(job.id())).toList();
            if (ends.contains(JobState.CANCELLED)) {
                boolean bySibling = ((dev.sluice.core.model.CommandStep) step.step())
                                .failure()
                                .failFast()
                        && ends.contains(JobState.FAILED);
                assertThat(bySibling || world.failFast() && halted)
                        .as("%s: %s", step.name(), ends)
                        .isTrue();
            }
        }
    }

    private static Arbitrary<World.Rules> rules() {
        Arbitrary<Boolean> either = Arbitraries.of(false, true);
        return Combinators.combine(
                        Arbitraries.integers().between(0, 2),
                        Arbitraries.integers().between(0, 3),
                        either,
                        Arbitraries.of(0, 0, 3),
                        either,
                        either)
                .as(World.Rules::new);
    }
}
