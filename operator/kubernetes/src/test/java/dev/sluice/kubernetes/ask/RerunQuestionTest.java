package dev.sluice.kubernetes.ask;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.PipelineRunSpec;
import dev.sluice.core.model.Rerun;
import dev.sluice.kubernetes.fake.Resources;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The spec of a run → that of the one that takes over from it (E5). */
class RerunQuestionTest {

    static Stream<Arguments> specs() {
        return Stream.of(
                Arguments.of(
                        "what did not succeed, with all the run was made with",
                        "pipeline: p\nvariables: {a: b}\nlabels: [x]\noverrides: {environment: {A: b}}\ntimeout: 1h",
                        new Rerun("r", Rerun.Mode.FAILED, List.of()),
                        "pipeline: p\nvariables: {a: b}\nlabels: [x]\noverrides: {environment: {A: b}}\ntimeout: 1h\n"
                                + "rerunOf: {run: r, mode: Failed}"),
                Arguments.of(
                        "from a step on, and neither cancelled nor a rerun of another",
                        "pipeline: p\nrevision: p-1\ncancel: true\nrerunOf: {run: q, mode: Failed}",
                        new Rerun("r", Rerun.Mode.FROM, List.of("a")),
                        "pipeline: p\nrevision: p-1\nrerunOf: {run: r, mode: From, steps: [a]}"),
                Arguments.of(
                        "started by whoever asks",
                        "pipelineSpec: {steps: [{name: a, image: x}]}\nstartedBy: bob",
                        new Rerun("r", Rerun.Mode.STEPS, List.of("a")),
                        "pipelineSpec: {steps: [{name: a, image: x}]}\nstartedBy: alice\n"
                                + "rerunOf: {run: r, mode: Steps, steps: [a]}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("specs")
    void aRerunHasWhatTheRunWasMadeWith(String what, String earlier, Rerun rerun, String expected) {
        Optional<String> caller = earlier.contains("startedBy") ? Optional.of("alice") : Optional.empty();
        assertThat(RerunQuestion.spec(spec(earlier), rerun, caller)).isEqualTo(spec(expected));
    }

    private static PipelineRunSpec spec(String text) {
        return Resources.run("r", text).getSpec();
    }
}
