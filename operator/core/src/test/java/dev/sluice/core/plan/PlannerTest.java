package dev.sluice.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.CpuTime;
import dev.sluice.core.Written;
import dev.sluice.core.model.Pipeline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PlannerTest {

    private static String edges(String notation) {
        Plan plan = Written.planOfSteps(Notation.yaml(notation));
        return plan.steps().values().stream()
                .map(step -> step.name() + "<" + String.join("+", step.dependsOn()))
                .collect(Collectors.joining(" "));
    }

    static Stream<Arguments> graphs() {
        return Stream.of(
                Arguments.of("steps that say nothing start at once", "a b", "a< b<"),
                Arguments.of("a step comes after what it names", "a b<a c<a+b", "a< b<a c<a+b"),
                Arguments.of("also after what stands below it", "a<b b", "a<b b<"),
                Arguments.of("a wait is after all above it", "a b |w", "a< b< w<a+b"),
                Arguments.of("also after those that name what they depend on", "a b<a |w", "a< b<a w<a+b"),
                Arguments.of("what is below a wait is after it", "a |w b c", "a< w<a b<w c<w"),
                Arguments.of("but for what names its dependencies", "a b |w c<a", "a< b< w<a+b c<a"),
                Arguments.of("or names that it has none", "a |w b<", "a< w<a b<"),
                Arguments.of("the last wait counts", "a |w b |v c", "a< w<a b<w v<w+b c<v"),
                Arguments.of("a second wait is after what passed by the first", "a |w b<a |v", "a< w<a b<a v<w+b"),
                Arguments.of("two waits in a row", "a |w |v b", "a< w<a v<w b<v"),
                Arguments.of("a wait with nothing above", "|w a", "w< a<w"),
                Arguments.of("a wait may name what it is after", "a b |w<a c", "a< b< w<a c<w"),
                Arguments.of(
                        "and the next is after all above all the same", "a b |w<a c |v", "a< b< w<a c<w v<a+b+w+c"),
                Arguments.of("a group is its steps", "(g a b<a) c", "a< b<a c<"),
                Arguments.of("a dependency on a group is one on all its steps", "(g a b) c<g", "a< b< c<a+b"),
                Arguments.of("a dependency on a step within a group", "(g a b) c<b", "a< b< c<b"),
                Arguments.of("a group's dependencies are those of its steps", "x (g<x a b)", "x< a<x b<x"),
                Arguments.of("but for what names its own", "x (g<x a b<a c<)", "x< a<x b<a c<"),
                Arguments.of("a group on a group", "(g a b) (h<g c d)", "a< b< c<a+b d<a+b"),
                Arguments.of("a group below a wait", "a |w (g b c)", "a< w<a b<w c<w"),
                Arguments.of("a group with dependencies passes by a wait above", "a |w (g<a b)", "a< w<a b<a"),
                Arguments.of("a wait is after a group's steps", "(g a b) |w", "a< b< w<a+b"),
                Arguments.of("a wait in a group is a wait for all", "a (g b |w c) d", "a< b< w<a+b c<w d<w"),
                Arguments.of(
                        "in a group with dependencies it holds back what is below it in the group",
                        "x (g<x a |w b)",
                        "x< a<x w<x+a b<x+w"),
                Arguments.of("and comes after those dependencies", "(g<z |w a) z<", "w<z a<z+w z<"));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("graphs")
    void edges_are_those_of_the_steps_words_and_of_waits(String name, String notation, String expected) {
        assertThat(edges(notation)).isEqualTo(expected);
    }

    @Test
    void groups_are_named_by_the_runs_variables_and_the_jobs_matrix_values() {
        Plan plan = Planner.plan(
                        Written.pipeline(
                                Written.spec(
                                        "variables: {branch: main}\nconcurrency: {group: 'deploy-${branch}'}\nsteps:\n"
                                                + "- {name: a, script: x, matrix: {dimensions: {os: [lin, win]}}, concurrency: {group: '${matrix.os}-${branch}', limit: 2}}\n")),
                        Map.of("branch", "next"))
                .value()
                .orElseThrow();

        assertThat(plan.rules().concurrency().orElseThrow().group()).isEqualTo("deploy-next");
        assertThat(plan.step("a").jobs())
                .extracting(job -> job.concurrency().orElseThrow().group())
                .containsExactly("lin-next", "win-next");
        assertThat(plan.hasGroups()).isTrue();
    }

    @Test
    void ancestors_are_all_that_comes_before_by_any_path() {
        Plan plan = Written.planOfSteps(Notation.yaml("a b<a |w c d<b"));
        assertThat(plan.step("a").ancestors()).isEmpty();
        assertThat(plan.step("w").ancestors()).containsExactly("a", "b");
        assertThat(plan.step("c").ancestors()).containsExactly("a", "b", "w");
        assertThat(plan.step("d").ancestors()).containsExactly("a", "b");
    }

    @Test
    void steps_keep_their_order_and_know_their_group() {
        Plan plan = Written.planOfSteps(Notation.yaml("z (g q b) a"));
        assertThat(plan.steps().keySet()).containsExactly("z", "q", "b", "a");
        assertThat(plan.step("q").group()).contains("g");
        assertThat(plan.step("a").group()).isEmpty();
    }

    private static List<String> jobs(String rest) {
        return Written.planOfSteps("- {name: t, script: x, " + rest + "}\n").step("t").jobs().stream()
                .map(job -> job.id().index() + " " + job.name() + " " + job.combination() + " " + job.parallelIndex()
                        + "/" + job.parallelCount() + " " + job.environment())
                .toList();
    }

    @Test
    void a_step_that_says_nothing_is_one_job() {
        assertThat(jobs("label: T")).containsExactly("0 t {} 0/1 {}");
    }

    @Test
    void parallelism_is_that_many_jobs() {
        assertThat(jobs("parallelism: 3")).containsExactly("0 t.0 {} 0/3 {}", "1 t.1 {} 1/3 {}", "2 t.2 {} 2/3 {}");
    }

    @Test
    void a_matrix_is_a_job_a_combination_with_dimensions_in_the_order_of_their_names() {
        assertThat(jobs("matrix: {dimensions: {os: [b, a], jdk: ['21', '17']}}"))
                .containsExactly(
                        "0 t.0 {jdk=21, os=b} 0/1 {}",
                        "1 t.1 {jdk=21, os=a} 0/1 {}",
                        "2 t.2 {jdk=17, os=b} 0/1 {}",
                        "3 t.3 {jdk=17, os=a} 0/1 {}");
    }

    @Test
    void matrix_and_parallelism_together_go_combination_by_combination() {
        assertThat(jobs("parallelism: 2, matrix: {dimensions: {os: [a, b]}}"))
                .containsExactly(
                        "0 t.0.0 {os=a} 0/2 {}",
                        "1 t.0.1 {os=a} 1/2 {}",
                        "2 t.1.0 {os=b} 0/2 {}",
                        "3 t.1.1 {os=b} 1/2 {}");
    }

    @Test
    void a_skipped_combination_has_no_number() {
        assertThat(jobs("matrix: {dimensions: {a: ['1', '2'], b: ['1', '2']},"
                        + " adjustments: [{with: {b: '2', a: '1'}, skip: true}]}"))
                .containsExactly("0 t.0 {a=1, b=1} 0/1 {}", "1 t.1 {a=2, b=1} 0/1 {}", "2 t.2 {a=2, b=2} 0/1 {}");
    }

    @Test
    void an_adjustment_changes_the_environment_of_its_combination_alone() {
        assertThat(
                        jobs(
                                "matrix: {dimensions: {a: ['1', '2']}, adjustments: [{with: {a: '2'}, environment: {SLOW: yes!}}]}"))
                .containsExactly("0 t.0 {a=1} 0/1 {}", "1 t.1 {a=2} 0/1 {SLOW=yes!}");
    }

    @Test
    void a_value_outside_the_dimensions_adds_a_combination_at_the_end() {
        assertThat(
                        jobs(
                                "matrix: {dimensions: {b: ['1'], a: ['1']}, adjustments: [{with: {b: '9', a: '1'}, environment: {X: z}}]}"))
                .containsExactly("0 t.0 {a=1, b=1} 0/1 {}", "1 t.1 {a=1, b=9} 0/1 {X=z}");
    }

    @Test
    void a_skipped_step_has_no_jobs_and_keeps_its_place() {
        Plan plan = Written.planOfSteps(
                "- {name: a, script: x, skip: no machine}\n- {name: b, script: x, dependsOn: [a]}\n");
        assertThat(plan.step("a").jobs()).isEmpty();
        assertThat(plan.step("b").dependsOn()).containsExactly("a");
        assertThat(plan.jobCount()).isEqualTo(1);
    }

    @Test
    void variables_are_resolved_and_those_of_a_run_are_data() {
        Pipeline pipeline = Written.pipeline(Written.spec(
                "variables: {url: 'http://${host}/$${x}', host: '${stage}.example', stage: test, free: a}\n"
                        + "steps:\n- {name: a, script: x}\n"));
        Plan plan = Planner.plan(pipeline, Map.of("stage", "prod", "free", "${url}"))
                .value()
                .orElseThrow();
        assertThat(plan.variables())
                .containsExactly(
                        Map.entry("url", "http://prod.example/${x}"),
                        Map.entry("host", "prod.example"),
                        Map.entry("stage", "prod"),
                        Map.entry("free", "${url}"));
    }

    @Test
    void the_same_pipeline_gives_the_same_plan() {
        String steps = Notation.yaml("a b |w (g c d<a) e<g");
        assertThat(Written.planOfSteps(steps)).isEqualTo(Written.planOfSteps(steps));
    }

    @Test
    void a_plan_of_20_000_jobs_is_made_at_once() {
        Pipeline pipeline = Written.pipeline(Written.steps("- {name: a, script: x, parallelism: 10000}\n"
                + "- {name: b, script: x, parallelism: 100, matrix: {dimensions: {x: "
                + Stream.iterate(0, i -> i < 100, i -> i + 1)
                        .map(i -> "'" + i + "'")
                        .toList()
                + "}}}\n"));
        Duration limit = Duration.ofMillis(500);
        assertThat(CpuTime.least(() -> Planner.plan(pipeline, Map.of()), limit)).isLessThan(limit);
        Plan plan = Planner.plan(pipeline, Map.of()).value().orElseThrow();
        assertThat(plan.jobCount()).isEqualTo(20_000);
        assertThat(plan.maxConcurrency()).isEqualTo(20_000);
    }
}
