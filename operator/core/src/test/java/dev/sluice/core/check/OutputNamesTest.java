package dev.sluice.core.check;

import static dev.sluice.core.Written.step;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import org.junit.jupiter.api.Test;

class OutputNamesTest {

    @Test
    void two_outputs_of_one_name_in_the_environment_are_refused() {
        assertThat(Written.problems(Written.steps(step("a-b", "outputs: [c]") + step("a", "outputs: [b_c]"))))
                .containsExactly("7:36: spec.steps[1].outputs[0]: is SLUICE_OUTPUTS_A_B_C in later steps, as"
                        + " spec.steps[0].outputs[0] is; rename one of them");
        assertThat(Written.problems(Written.steps(step("a", "outputs: [url, URL]"))))
                .hasSize(1);
    }
}
