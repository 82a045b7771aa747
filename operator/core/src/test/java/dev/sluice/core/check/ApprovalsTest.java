package dev.sluice.core.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ApprovalsTest {

    static Stream<Arguments> approvals() {
        return Stream.of(
                Arguments.of("{approvers: [a, b], quorum: 3}", "approval.quorum: is 3, and there are 2 approvers"),
                Arguments.of("{onTimeout: Approve}", "approval.onTimeout: goes with timeout"),
                Arguments.of(
                        "{approvers: [a, 'group:']}",
                        "approval.approvers[1]: is no name of a user, nor of a group as group:NAME"),
                Arguments.of("{approvers: [a, 'group:b'], quorum: 3}", ""),
                Arguments.of("{quorum: 3}", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("approvals")
    void an_approval_that_nobody_can_give_is_refused(String approval, String expected) {
        List<String> problems =
                Written.problems(Written.spec("steps:\n- {name: a, script: x, approval: " + approval + "}\n"));

        assertThat(problems.stream().map(p -> p.replaceFirst("^\\d+:\\d+: spec.steps\\[0\\].", "")))
                .containsExactlyElementsOf(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @Test
    void people_may_be_asked_where_targets_come_in_batches() {
        String spec = "rollout: {batchSize: 1}\ntargets: [{name: a}, {name: b}]\nsteps:\n- {name: go, block: {}}\n";
        assertThat(Written.problems(Written.spec(spec))).isEmpty();
    }
}
