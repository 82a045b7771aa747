package dev.sluice.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

import dev.sluice.core.CpuTime;
import dev.sluice.core.Written;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.CommandStepBuilder;
import dev.sluice.core.model.Concurrency;
import dev.sluice.core.model.Matrix;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.PipelineBuilder;
import dev.sluice.core.model.Rollout;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.model.RunRules;
import dev.sluice.core.model.StartRules;
import dev.sluice.core.model.Step;
import dev.sluice.core.model.Target;
import dev.sluice.core.model.WaitStep;
import dev.sluice.core.model.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class WidestMomentTest {

    private static String step(String name, String rest) {
        return "- {name: " + name + ", script: x" + (rest.isEmpty() ? "" : ", " + rest) + "}\n";
    }

    private static final String TARGETS = "targets: [{name: ta}, {name: tb}, {name: tc}]\nsteps:\n";

    static Stream<Arguments> graphs() {
        return Stream.of(
                Arguments.of("one step", step("a", ""), 1),
                Arguments.of("parallel jobs", step("a", "parallelism: 7"), 7),
                Arguments.of(
                        "no more than their concurrency group lets go",
                        step("a", "parallelism: 7, concurrency: {group: g, limit: 2}") + step("b", ""),
                        3),
                Arguments.of(
                        "each group of a matrix by itself",
                        step(
                                "a",
                                "parallelism: 7, matrix: {dimensions: {os: [lin, mac, win]}}, concurrency: {group: 'g-${matrix.os}', limit: 2}"),
                        6),
                Arguments.of(
                        "a chain is as wide as its widest step",
                        step("a", "") + step("b", "dependsOn: [a], parallelism: 3") + step("c", "dependsOn: [b]"),
                        3),
                Arguments.of(
                        "a diamond",
                        step("a", "")
                                + step("b", "dependsOn: [a]")
                                + step("c", "dependsOn: [a]")
                                + step("d", "dependsOn: [b, c]"),
                        2),
                Arguments.of(
                        "a wait is no job",
                        step("a", "parallelism: 2") + "- {name: w, wait: {}}\n" + step("b", "parallelism: 3")
                                + step("c", ""),
                        4),
                Arguments.of(
                        "more than one layer: a long step beside a chain",
                        step("a", "parallelism: 2")
                                + step("b", "dependsOn: [a], parallelism: 2")
                                + step("c", "parallelism: 5"),
                        7),
                Arguments.of(
                        "an N, whose widest moment is in no layer",
                        step("a", "parallelism: 3")
                                + step("b", "")
                                + step("c", "dependsOn: [a, b]")
                                + step("d", "dependsOn: [b], parallelism: 4"),
                        7),
                Arguments.of("a matrix", step("a", "matrix: {dimensions: {x: ['1', '2'], z: ['1', '2', '3']}}"), 6),
                Arguments.of("targets", TARGETS + step("a", "parallelism: 2") + step("b", "dependsOn: [a]"), 6),
                Arguments.of("a batch of targets", "rollout: {batchSize: 2}\n" + TARGETS + step("a", ""), 2),
                Arguments.of(
                        "targets at different steps of which each has a limit",
                        TARGETS + step("a", "maxParallel: 1") + step("b", "maxParallel: 1, dependsOn: [a]"),
                        2),
                Arguments.of("a step's own limit", step("a", "parallelism: 9, maxParallel: 4") + step("b", ""), 5),
                Arguments.of(
                        "a skipped step has no jobs", step("a", "skip: never, parallelism: 9") + step("b", ""), 1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("graphs")
    void is_known(String name, String steps, int widest) {
        Plan plan = steps.contains("steps:") ? Written.plan(Written.spec(steps)) : Written.planOfSteps(steps);
        assertThat(plan.maxConcurrency()).isEqualTo(widest);
    }

    @Test
    void is_never_above_the_runs_own_limit() {
        assertThat(Written.plan(Written.spec("maxParallel: 3\nsteps:\n- {name: a, script: x, parallelism: 9}\n"))
                        .maxConcurrency())
                .isEqualTo(3);
    }

    /** Up to ten steps: each a wait, or up to four jobs with or without limits, after any of those before it. */
    @Property(tries = 500)
    void is_the_heaviest_antichain_that_trying_all_finds_and_no_less_where_steps_share_a_group(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 10) int size) {
        Plan plan = Planner.plan(random(seed, size), Map.of()).value().orElseThrow();
        List<PlannedStep> steps = List.copyOf(plan.steps().values());
        int truth = widestByTryingAll(steps, 0, 1, new int[size]);
        assertThat(plan.maxConcurrency()).isGreaterThanOrEqualTo(truth);
        if (!shareGroups(steps)) {
            assertThat(plan.maxConcurrency()).isEqualTo(truth);
        }
    }

    /** What one of up to three targets can be at, and another, and the third, is tried wholly. */
    @Property(tries = 500)
    void over_targets_is_never_too_small_and_exact_where_no_step_has_a_limit(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 5) int size,
            @ForAll @IntRange(min = 1, max = 3) int batchSize,
            @ForAll @IntRange(min = 1, max = 4) int targets) {
        List<Target> all = IntStream.range(0, targets)
                .mapToObj(i -> new Target("t" + i, Map.of("where", "place" + i % 2)))
                .toList();
        Rollout rollout = new Rollout(OptionalInt.of(batchSize), OptionalInt.empty(), false);
        Pipeline pipeline = random(seed, size)
                .withRules(new RunRules(Optional.empty(), OptionalInt.empty(), false, Optional.empty(), rollout));
        Plan plan = Planner.plan(pipeline, RunRequest.NONE.withTargets(Optional.of(all)))
                .value()
                .orElseThrow();
        List<PlannedStep> steps = List.copyOf(plan.steps().values());
        int truth = widestByTryingAll(steps, 0, Math.min(batchSize, targets), new int[size]);
        assertThat(plan.maxConcurrency()).isGreaterThanOrEqualTo(truth);
        if (steps.stream().noneMatch(WidestMomentTest::isLimited)) {
            assertThat(plan.maxConcurrency()).isEqualTo(truth);
        }
    }

    /** @param at which of the lanes before this one are at each step, a bit a lane */
    private static int widestByTryingAll(List<PlannedStep> steps, int lane, int lanes, int[] at) {
        if (lane == lanes) {
            return active(steps, at);
        }
        int widest = 0;
        for (int set = 0; set < 1 << steps.size(); set++) {
            int chosen = set;
            List<PlannedStep> together = IntStream.range(0, steps.size())
                    .filter(i -> (chosen >> i & 1) == 1)
                    .mapToObj(steps::get)
                    .toList();
            if (isAntichain(together)) {
                int[] next = at.clone();
                for (int i = 0; i < next.length; i++) {
                    next[i] |= (chosen >> i & 1) << lane;
                }
                widest = Math.max(widest, widestByTryingAll(steps, lane + 1, lanes, next));
            }
        }
        return widest;
    }

    /** Starts whatever may start. Each job counts by its own group's limit, so the strictest go first. */
    private static int active(List<PlannedStep> steps, int[] at) {
        Map<String, Integer> ofGroup = new HashMap<>();
        int active = 0;
        for (int limit : new int[] {1, 2, 3, Integer.MAX_VALUE}) {
            for (int i = 0; i < at.length; i++) {
                PlannedStep step = steps.get(i);
                if (step.step() instanceof CommandStep command
                        && command.start().concurrency().map(Concurrency::limit).orElse(Integer.MAX_VALUE) == limit) {
                    int ofStep = 0;
                    for (Job job : step.jobs()) {
                        String group = job.concurrency().map(Concurrency::group).orElse("");
                        if ((at[i] >> job.lane().index() & 1) == 1
                                && ofStep < command.maxParallel().orElse(Integer.MAX_VALUE)
                                && ofGroup.getOrDefault(group, 0) < limit) {
                            ofStep++;
                            ofGroup.merge(group, 1, Integer::sum);
                        }
                    }
                    active += ofStep;
                }
            }
        }
        return active;
    }

    private static boolean shareGroups(List<PlannedStep> steps) {
        List<String> groups = steps.stream()
                .flatMap(step -> step.jobs().stream()
                        .flatMap(job -> job.concurrency().stream())
                        .map(Concurrency::group)
                        .distinct())
                .toList();
        return groups.size() > Set.copyOf(groups).size();
    }

    private static boolean isAntichain(List<PlannedStep> steps) {
        return steps.stream()
                .noneMatch(a -> steps.stream().anyMatch(b -> b.ancestors().contains(a.name())));
    }

    private static boolean isLimited(PlannedStep step) {
        return step.step() instanceof CommandStep c
                && (c.maxParallel().isPresent() || c.start().concurrency().isPresent());
    }

    private static Pipeline random(long seed, int size) {
        return PipelineBuilder.builder(Pipeline.of("p", steps(new Random(seed), size)))
                .variables(Map.of("where", "here"))
                .build();
    }

    private static List<Step> steps(Random random, int size) {
        List<Step> steps = new ArrayList<>();
        double density = random.nextDouble();
        for (int i = 0; i < size; i++) {
            List<String> dependsOn = IntStream.range(0, i)
                    .filter(before -> random.nextDouble() < density)
                    .mapToObj(before -> "s" + before)
                    .toList();
            Optional<List<String>> named = random.nextInt(4) == 0 ? Optional.empty() : Optional.of(dependsOn);
            steps.add(
                    random.nextInt(6) == 0
                            ? new WaitStep("s" + i, "", named, Optional.empty(), false)
                            : command(random, i, named));
        }
        return steps;
    }

    private static Step command(Random random, int number, Optional<List<String>> dependsOn) {
        OptionalInt limit = random.nextBoolean() ? OptionalInt.of(1 + random.nextInt(4)) : OptionalInt.empty();
        boolean matrix = random.nextInt(3) == 0;
        return CommandStepBuilder.builder(
                        CommandStep.of("s" + number, dependsOn, Work.of(new Work.Program.Script("x"))))
                .maxParallel(limit)
                .skip(random.nextInt(8) == 0 ? Optional.of("never") : Optional.empty())
                .parallelism(1 + random.nextInt(matrix ? 2 : 4))
                .matrix(
                        matrix
                                ? Optional.of(new Matrix(Map.of("os", List.of("lin", "mac")), List.of()))
                                : Optional.empty())
                .start(new StartRules(List.of(), false, Optional.empty(), group(random, number, matrix), 0))
                .build();
    }

    /** One that other steps may have too, with another limit perhaps, or one of its own; several where it has a matrix or targets. */
    private static Optional<Concurrency> group(Random random, int number, boolean matrix) {
        String name =
                switch (random.nextInt(6)) {
                    case 0 -> "shared";
                    case 1 -> "own" + number;
                    case 2 -> "own" + number + "-${where}";
                    case 3 -> "own" + number + (matrix ? "-${matrix.os}" : "");
                    default -> "";
                };
        return name.isEmpty()
                ? Optional.empty()
                : Optional.of(new Concurrency(
                        name, 1 + random.nextInt(3), Concurrency.Method.ORDERED, Concurrency.OnConflict.QUEUE));
    }

    @Test
    void is_found_fast_for_500_steps() {
        Random random = new Random(7);
        StringBuilder steps = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            int from = Math.max(0, i - 150);
            List<String> after = random.ints(0, Math.max(1, i - from))
                    .limit(Math.min(i, 40))
                    .distinct()
                    .mapToObj(n -> "s" + (from + n))
                    .toList();
            steps.append(step("s" + i, "parallelism: " + (1 + random.nextInt(40)) + ", dependsOn: " + after));
        }
        Plan plan = Written.planOfSteps(steps.toString());
        List<PlannedStep> planned = List.copyOf(plan.steps().values());
        Duration limit = Duration.ofMillis(200);
        assertThat(CpuTime.least(() -> WidestMoment.of(planned, plan.lanes(), OptionalInt.empty()), limit))
                .isLessThan(limit);
    }

    @Test
    void a_chain_of_500_steps_needs_no_deep_stack() {
        StringBuilder steps = new StringBuilder(step("s0", ""));
        for (int i = 1; i < 500; i++) {
            steps.append(step("s" + i, "dependsOn: [s" + (i - 1) + "]"));
        }
        assertThatNoException().isThrownBy(() -> Written.planOfSteps(steps.toString()));
    }
}
