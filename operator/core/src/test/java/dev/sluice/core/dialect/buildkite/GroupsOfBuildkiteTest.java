package dev.sluice.core.dialect.buildkite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.dialect.Foreign;
import org.junit.jupiter.api.Test;

/** A2, A4: what a group says is about the group, and what is in it is about what is in it. */
class GroupsOfBuildkiteTest {

    @Test
    void a_group_that_allows_a_failure_allows_it_of_what_it_depends_on_and_of_nothing_inside() {
        Foreign file = Foreign.of(
                """
                steps:
                - {key: first, command: a}
                - {key: other, command: b}
                - group: report
                  depends_on: first
                  allow_dependency_failure: true
                  steps:
                  - {key: collect, command: c}
                  - {key: send, command: d, depends_on: [collect, other]}
                  - {key: always, command: e, depends_on: other, allow_dependency_failure: true}
                """);
        assertThat(file.at("spec.steps[2].group.steps"))
                .isEqualTo("[{name: collect, dependsOn: [first], script: c, allowFailureOf: [first]},"
                        + " {name: send, dependsOn: [collect, other, first], script: d, allowFailureOf: [first]},"
                        + " {name: always, dependsOn: [other, first], script: e, allowFailureOf: [first],"
                        + " allowDependencyFailure: true}]");
        assertThat(file.at("spec.steps[2].dependsOn")).isEqualTo("[first]");
    }

    @Test
    void one_that_names_nothing_allows_a_failure_before_the_wait_above_it() {
        Foreign file = Foreign.of(
                """
                steps:
                - {command: a}
                - {wait: ~, key: w}
                - group: report
                  allow_dependency_failure: true
                  steps:
                  - {key: collect, command: c}
                  - {key: send, command: d, depends_on: collect}
                """);
        assertThat(file.at("spec.steps[2].group.steps"))
                .isEqualTo("[{name: collect, dependsOn: [w], script: c, allowFailureOf: [w]},"
                        + " {name: send, dependsOn: [collect], script: d}]");
    }

    @Test
    void what_is_said_of_one_dependency_goes_before_what_is_said_of_all() {
        Foreign file = Foreign.of(
                """
                steps:
                - {key: a, command: a}
                - {key: b, command: b}
                - key: after
                  command: c
                  allow_dependency_failure: true
                  depends_on: [{step: a, allow_failure: false}, {step: b}]
                - group: g
                  allow_dependency_failure: true
                  depends_on: [{step: a, allow_failure: false}, {step: b}]
                  steps: [{key: in, command: d, depends_on: b}]
                """);
        assertThat(file.at("spec.steps[2]"))
                .isEqualTo("{name: after, dependsOn: [a, b], script: c, allowFailureOf: [b]}");
        assertThat(file.at("spec.steps[3].group.steps[0]")).isEqualTo("{name: in, dependsOn: [b, a], script: d}");
    }

    @Test
    void a_wait_lets_failures_pass_that_are_allowed_one_by_one_if_all_are() {
        Foreign file = Foreign.of(
                """
                steps:
                - {key: a, command: a}
                - {key: b, command: b}
                - {wait: ~, key: all, depends_on: [{step: a, allow_failure: true}]}
                - {wait: ~, key: some, depends_on: [{step: a, allow_failure: true}, b]}
                - {block: Go, key: go, depends_on: a, allow_dependency_failure: true}
                """);
        assertThat(file.at("spec.steps[2].wait")).isEqualTo("{continueOnFailure: true}");
        assertThat(file.at("spec.steps[3].wait")).isEqualTo("{}");
        assertThat(file.notes())
                .containsExactly(
                        "a failure of some that it waits for holds back all the same, allowed or not (some)",
                        "a failure it allows keeps people from being asked all the same (go)");
    }

    /** Buildkite's own example of two groups that run beside one another. */
    @Test
    void a_wait_in_a_group_holds_back_what_is_in_that_group_alone() {
        Foreign file = Foreign.of(
                """
                steps:
                - group: first
                  steps: [{command: 1.sh}, wait, {command: 2.sh}]
                - group: second
                  steps: [{command: 3.sh}, wait, {command: 4.sh}]
                - {command: 5.sh}
                - wait
                - {command: 6.sh}
                """);
        assertThat(after(file, "1-sh")).isEmpty();
        assertThat(after(file, "wait")).isEqualTo("1-sh");
        assertThat(after(file, "2-sh")).isEqualTo("wait");
        assertThat(after(file, "3-sh")).isEmpty();
        assertThat(after(file, "wait-2")).isEqualTo("3-sh");
        assertThat(after(file, "4-sh")).isEqualTo("wait-2");
        assertThat(after(file, "5-sh")).isEmpty();
        assertThat(file.plan().step("wait-3").ancestors())
                .containsExactlyInAnyOrder("1-sh", "wait", "2-sh", "3-sh", "wait-2", "4-sh", "5-sh");
        assertThat(after(file, "6-sh")).isEqualTo("wait-3");
    }

    @Test
    void such_a_group_comes_after_the_wait_above_it_and_after_what_it_names() {
        Foreign file = Foreign.of(
                """
                steps:
                - {key: a, command: a}
                - {wait: ~, key: top}
                - group: one
                  steps: [{key: b, command: b}, {wait: ~, key: in-one}, {key: c, command: c}, {key: c2, command: c}]
                - group: two
                  key: two
                  depends_on: a
                  allow_dependency_failure: true
                  steps: [{wait: ~, key: in-two}, {key: d, command: d}, {block: Go, key: go}, {key: e, command: e}]
                - group: three
                  steps: [{key: f, command: f}]
                - {key: g, command: g}
                - {key: h, command: h, depends_on: two}
                """);
        assertThat(after(file, "b")).isEqualTo("top");
        assertThat(after(file, "c2")).isEqualTo("in-one");
        assertThat(after(file, "in-two")).isEqualTo("a");
        assertThat(file.at("spec.steps[3].group.steps[0].wait")).isEqualTo("{continueOnFailure: true}");
        assertThat(after(file, "d")).isEqualTo("in-two");
        assertThat(after(file, "go")).isEqualTo("in-two+d");
        assertThat(after(file, "e")).isEqualTo("go");
        assertThat(after(file, "f")).isEqualTo("top");
        assertThat(after(file, "g")).isEqualTo("top");
        assertThat(after(file, "h")).isEqualTo("in-two+d+go+e");
    }

    @Test
    void a_wait_in_a_group_that_became_several_comes_after_all_of_it() {
        StringBuilder many = new StringBuilder("steps:\n- group: bwc\n  key: bwc\n  steps:\n");
        for (int i = 0; i < 120; i++) {
            many.append("  - {key: v").append(i).append(", command: x}\n");
        }
        Foreign file =
                Foreign.of(many + "  - {wait: ~, key: w}\n  - {key: last, command: x}\n- {key: after, command: y}\n");
        assertThat(file.plan().step("w").dependsOn()).hasSize(120);
        assertThat(after(file, "last")).isEqualTo("w");
        assertThat(after(file, "after")).isEmpty();
    }

    private static String after(Foreign file, String step) {
        return String.join("+", file.plan().step(step).dependsOn());
    }
}
