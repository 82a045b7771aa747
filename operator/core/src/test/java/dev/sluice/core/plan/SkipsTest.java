package dev.sluice.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which steps are skipped, and why (C4). */
class SkipsTest {

    private static final String FEATURE = "event: {branch: feature/x}";
    private static final String MAIN = "event: {branch: main}";
    private static final String CHANGES = "event: {paths: [src/a.c, docs/b/c.md]}";

    private static Arguments runs(String name, String when, String request) {
        return Arguments.of(name, when, request, null);
    }

    private static Arguments skipped(String name, String when, String request, String why) {
        return Arguments.of(name, when, request, why);
    }

    static Stream<Arguments> branches() {
        return Stream.of(
                runs("the branch", "{branches: [main]}", MAIN),
                skipped("another", "{branches: [main]}", FEATURE, "branch feature/x matches none of [main]"),
                runs("one of several", "{branches: [main, 'feature/*']}", FEATURE),
                skipped(
                        "none of many",
                        "{branches: [a, b, c, d, e, f, g]}",
                        FEATURE,
                        "branch feature/x matches none of [a, b, c, d, e, and 2 more]"),
                skipped("an excluded one", "{branches: ['!main']}", MAIN, "branch main is excluded by !main"),
                runs("one that is not excluded", "{branches: ['!main']}", FEATURE),
                runs("matched and not excluded", "{branches: ['feature/*', '!feature/y']}", FEATURE),
                skipped(
                        "matched and excluded",
                        "{branches: ['!*/x', 'feature/*']}",
                        FEATURE,
                        "branch feature/x is excluded by !*/x"),
                skipped(
                        "neither matched nor excluded",
                        "{branches: [main, '!y']}",
                        FEATURE,
                        "branch feature/x matches none of [main, !y]"),
                skipped("not known", "{branches: [main]}", "{}", "an unknown branch matches none of [main]"),
                runs("not known and any will do", "{branches: ['*']}", "{}"),
                runs("not known and not excluded", "{branches: ['!main']}", "{}"),
                skipped(
                        "control characters",
                        "{branches: [main]}",
                        "event: {branch: \"a\\e[2Jb\"}",
                        "branch a?[2Jb matches none of [main]"));
    }

    static Stream<Arguments> paths() {
        return Stream.of(
                runs("a changed file", "{paths: ['src/**']}", CHANGES),
                skipped("no changed file", "{paths: ['test/**']}", CHANGES, "no changed file matches test/**"),
                skipped(
                        "of several",
                        "{paths: ['test/**', '*.md']}",
                        CHANGES,
                        "no changed file matches any of [test/**, *.md]"),
                skipped("nothing changed", "{paths: ['**']}", "event: {paths: []}", "no changed file matches **"),
                runs("not known", "{paths: ['src/**']}", "{}"),
                runs("truncated", "{paths: ['test/**']}", "event: {paths: [a], pathsTruncated: true}"),
                runs("not known, and not wanted", "{not: {paths: ['src/**']}}", "{}"),
                runs("not known, and one way of several", "{any: [{branches: [main]}, {paths: [a]}]}", FEATURE),
                skipped(
                        "not known, and another condition fails",
                        "{paths: [a], branches: [main]}",
                        FEATURE,
                        "branch feature/x matches none of [main]"));
    }

    static Stream<Arguments> others() {
        return Stream.of(
                runs("a label", "{labels: [urgent, hold]}", "labels: [hold]"),
                runs("a label by a glob", "{labels: ['area/*']}", "labels: [area/ui]"),
                runs("a pull request's label", "{labels: [bug]}", "event: {pullRequest: {number: 1, labels: [bug]}}"),
                skipped("no such label", "{labels: [hold]}", "labels: [urgent]", "no label among [hold]"),
                skipped("no label", "{labels: [hold, wip]}", "{}", "no label among [hold, wip]"),
                runs("a variable", "{variables: {environment: 'prod*'}}", "variables: {environment: prod-eu}"),
                skipped(
                        "its default",
                        "{variables: {environment: 'prod*'}}",
                        "{}",
                        "variable environment is staging, not prod*"),
                skipped(
                        "one of two",
                        "{variables: {environment: staging, empty: x}}",
                        "{}",
                        "variable empty is empty, not x"),
                runs("an empty one", "{variables: {empty: ''}}", "{}"),
                runs("one made of others", "{variables: {both: 'staging-main'}}", MAIN),
                runs("an implicit one", "{variables: {branch: main, tag: ''}}", MAIN),
                runs("an event", "{events: ['pull_request.*']}", "event: {type: pull_request.merged}"),
                skipped(
                        "another event",
                        "{events: [push, 'pull_request.*']}",
                        "event: {type: tag}",
                        "event tag matches none of [push, pull_request.*]"),
                skipped("no event", "{events: [push]}", "{}", "a run without an event matches none of [push]"),
                runs("an expression", "{expression: 'build.branch == \"main\"'}", MAIN),
                skipped(
                        "an expression that does not hold",
                        "{expression: 'build.branch == \"main\"'}",
                        FEATURE,
                        "build.branch == \"main\" does not hold: build.branch is feature/x"),
                runs("nothing asked for", "{}", "{}"));
    }

    static Stream<Arguments> nested() {
        return Stream.of(
                runs("siblings all hold", "{branches: [main], labels: [a]}", MAIN + "\nlabels: [a]"),
                skipped(
                        "the first that fails is told",
                        "{branches: [x], labels: [a]}",
                        MAIN,
                        "branch main matches none of [x]"),
                runs("not what is not there", "{not: {labels: [hold]}}", "{}"),
                skipped(
                        "not what is there",
                        "{not: {labels: [hold]}}",
                        "labels: [hold]",
                        "label hold is there, which is not wanted"),
                runs(
                        "not both, and one is there",
                        "{not: {labels: [hold], branches: [main]}}",
                        FEATURE + "\nlabels: [hold]"),
                skipped(
                        "not both, and both are there",
                        "{not: {labels: [hold], branches: [main]}}",
                        MAIN + "\nlabels: [hold]",
                        "branch main matches main and label hold is there, which is not wanted"),
                runs("any of two", "{any: [{branches: [main]}, {labels: [force]}]}", FEATURE + "\nlabels: [force]"),
                skipped(
                        "none of two",
                        "{any: [{branches: [main]}, {labels: [force]}]}",
                        FEATURE,
                        "branch feature/x matches none of [main]; no label among [force]"),
                runs("all of two", "{all: [{branches: [main]}, {labels: [a]}]}", MAIN + "\nlabels: [a]"),
                skipped(
                        "one of two that must all hold",
                        "{all: [{branches: [main]}, {labels: [a]}]}",
                        MAIN,
                        "no label among [a]"),
                skipped(
                        "two levels deep",
                        "{any: [{branches: [x]}, {all: [{branches: [main]}, {labels: [a]}]}]}",
                        MAIN,
                        "branch main matches none of [x]; no label among [a]"),
                skipped(
                        "not any",
                        "{not: {any: [{branches: [main]}, {labels: [a]}]}}",
                        MAIN,
                        "branch main matches main, which is not wanted"),
                skipped(
                        "not not",
                        "{not: {not: {branches: [main]}}}",
                        FEATURE,
                        "branch feature/x matches none of [main], which is not wanted"));
    }

    @ParameterizedTest(name = "{0}: {1} of {2}")
    @MethodSource({"branches", "paths", "others", "nested"})
    void a_step_is_skipped_where_its_conditions_do_not_hold(String name, String when, String request, String why) {
        assertThat(plan("- {name: a, script: x, when: " + when + "}", request)
                        .step("a")
                        .skipped())
                .isEqualTo(Optional.ofNullable(why));
    }

    @Test
    void a_groups_conditions_hold_for_each_of_its_steps() {
        String steps =
                """
                - name: g
                  when: {branches: [main]}
                  group:
                    steps:
                    - {name: a, script: x}
                    - {name: b, script: x, when: {labels: [urgent]}}
                    - {name: w, wait: {}}
                - {name: c, dependsOn: [g], script: x}
                """;
        Plan feature = plan(steps, FEATURE);
        for (String name : new String[] {"a", "b", "w"}) {
            assertThat(feature.step(name).skipped()).contains("branch feature/x matches none of [main]");
        }
        assertThat(feature.step("c").skipped()).isEmpty();

        Plan main = plan(steps, MAIN);
        assertThat(main.step("a").skipped()).isEmpty();
        assertThat(main.step("w").skipped()).isEmpty();
        assertThat(main.step("b").skipped()).contains("no label among [urgent]");
    }

    @Test
    void a_skipped_step_has_no_jobs_and_a_skip_is_told_first() {
        PlannedStep step = plan(
                        "- {name: a, script: x, parallelism: 9, skip: broken, when: {branches: [main]}}", FEATURE)
                .step("a");
        assertThat(step.skipped()).contains("broken");
        assertThat(step.jobs()).isEmpty();
    }

    @Test
    void the_widest_moment_counts_what_runs() {
        String steps =
                "- {name: a, script: x, parallelism: 9, when: {branches: [main]}}\n- {name: b, script: x, parallelism: 2}";
        assertThat(plan(steps, FEATURE).maxConcurrency()).isEqualTo(2);
        assertThat(plan(steps, MAIN).maxConcurrency()).isEqualTo(11);
    }

    @Test
    void the_names_of_groups_know_the_branch() {
        Plan plan = Written.plan(
                Written.spec("concurrency: {group: 'run-${branch}'}\nsteps:\n"
                        + "- {name: a, script: x, concurrency: {group: 'job-${branch}'}}"),
                Written.request(FEATURE));
        assertThat(plan.rules().concurrency().orElseThrow().group()).isEqualTo("run-feature/x");
        assertThat(plan.step("a").jobs().get(0).concurrency().orElseThrow().group())
                .isEqualTo("job-feature/x");
    }

    private static Plan plan(String steps, String request) {
        String spec =
                "variables: {environment: staging, empty: '', both: '${environment}-${branch}'}\nsteps:\n" + steps;
        return Written.plan(Written.spec(spec), Written.request(request));
    }
}
