package dev.sluice.core.check;

import static dev.sluice.core.Written.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import dev.sluice.core.dialect.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GroupNamesTest {

    @Test
    void groups_are_named_by_variables_and_by_the_matrix_alone() {
        assertThat(
                        Written.problems(
                                Written.spec(
                                        "variables: {branch: main}\nconcurrency: {group: 'a-${branch}-${matrix.os}'}\nsteps:\n"
                                                + step("b", "")
                                                + step(
                                                        "s",
                                                        "dependsOn: [b], concurrency: {group: '${matrix.os}-${brunch}-${steps.b.outputs.x}'}"))))
                .extracting(problem -> problem.replaceAll("^[0-9:]+ ", ""))
                .containsExactly(
                        "spec.concurrency.group: ${matrix.os} is known in steps alone",
                        "spec.steps[1].concurrency.group: ${matrix.os} is not known: the step has no matrix",
                        "spec.steps[1].concurrency.group: no variable named \"brunch\" (did you mean \"branch\"?)",
                        "spec.steps[1].concurrency.group: ${steps.b.outputs.x} can't be part of a group: it is fixed before a run starts");
    }

    @Test
    void groups_stay_short_whatever_is_put_into_them() {
        Source document = Written.spec("variables: {branch: main}\nconcurrency: {group: 'a-${branch}'}\nsteps:\n"
                + step("s", "concurrency: {group: 'b-${branch}'}"));
        assertThat(Written.problems(document)).isEmpty();
        assertThat(Written.problems(document, Map.of("branch", "x".repeat(252))))
                .extracting(problem -> problem.replaceAll("^[0-9:]+ ", ""))
                .containsExactly(
                        "spec.concurrency.group: may have 254 characters once all ${…} are replaced; at most 253",
                        "spec.steps[0].concurrency.group: may have 254 characters once all ${…} are replaced; at most 253");
    }
}
