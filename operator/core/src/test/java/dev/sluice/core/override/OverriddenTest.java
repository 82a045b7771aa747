package dev.sluice.core.override;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import dev.sluice.core.dialect.RequestReader;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.OnFailure;
import dev.sluice.core.model.Problem;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a run has otherwise than its pipeline → what it is planned from. */
class OverriddenTest {

    private static final String SPEC =
            """
            environment: {LEVEL: all, CI: "true"}
            steps:
            - {name: build, image: "ci/x:1", script: x, timeout: 5m, queueTimeout: 1m, environment: {B: b, MODE: full},
               rollback: {script: undo}}
            - {name: deploy, agent: deployer, secretEnvironment: [{name: TOKEN, secret: s, key: k}], rollback: {image: "other:1", script: other}}
            - {name: w, wait: {}}
            - {name: down, trigger: {pipeline: q}}
            - name: g
              group: {steps: [{name: inner, script: x}]}
            """;

    @Test
    void everyJobGetsTheEnvironmentAndAStepsOwnWins() {
        Plan plan = plan("{environment: {LEVEL: debug, MODE: quick, ODD: 'a ${b} c'}}");
        assertThat(plan.environment())
                .containsEntry("LEVEL", "debug")
                .containsEntry("CI", "true")
                .containsEntry("ODD", "a $${b} c");
        assertThat(step(plan, "build").work().environment()).containsEntry("MODE", "full");
    }

    @Test
    void aStepGetsItsImageEnvironmentAndTimeoutAndKeepsTheRest() {
        Plan plan = plan("{steps: [{name: build, image: 'ci/x:2', environment: {MODE: quick, C: c}, timeout: 1h}]}");
        CommandStep build = step(plan, "build");
        assertThat(build.work().image()).contains("ci/x:2");
        assertThat(build.work().environment())
                .containsEntry("MODE", "quick")
                .containsEntry("B", "b")
                .containsEntry("C", "c");
        assertThat(build.limits().timeout()).contains(Duration.ofHours(1));
        assertThat(build.limits().queueTimeout()).contains(Duration.ofMinutes(1));
        assertThat(step(plan, "deploy")).isEqualTo(step(plan("{}"), "deploy"));
    }

    /** E3: --continue-on-error. */
    @Test
    void aStepThatWouldHaltTheRunLetsItGoOnAndARollbackStaysOne() {
        Plan plan = Written.plan(
                Written.steps(
                        """
                        - {name: a, script: x}
                        - {name: b, script: x, dependsOn: [a], onFailure: Rollback, rollbackTo: a}
                        - name: g
                          group: {steps: [{name: c, script: x, softFail: {exitCodes: [3]}}]}
                        - {name: d, trigger: {pipeline: q}}
                        """),
                Written.request("overrides: {onFailure: Continue}"));
        assertThat(plan.steps().values().stream()
                        .map(s -> ((CommandStep) s.step()).failure().onFailure()))
                .containsExactly(OnFailure.CONTINUE, OnFailure.ROLLBACK, OnFailure.CONTINUE, OnFailure.CONTINUE);
        assertThat(step(plan, "c").failure().softFail()).isPresent();
        assertThat(AllowList.NOTHING.refusals(plan.request().overrides()))
                .extracting(Problem::path)
                .containsExactly("spec.overrides.onFailure");
    }

    /** It was lost with what undoes the step: the step then started without anybody's word. */
    @Test
    void aStepThatIsOverriddenIsAskedAboutAllTheSame() {
        Plan plan = Written.plan(
                Written.steps(
                        "- {name: prod, script: x, approval: {approvers: [alice]}, hooks: {after: [{script: z}]}}"),
                Written.request("overrides: {steps: [{name: prod, timeout: 1h}]}"));
        assertThat(step(plan, "prod").approval()).isPresent();
        assertThat(step(plan, "prod").exchange().hooks().after()).hasSize(1);
    }

    @Test
    void whatUndoesAStepByTheSameImageGetsTheNewOneToo() {
        Plan plan = plan("{steps: [{name: build, image: 'ci/x:2', timeout: 1h}]}");
        var undo = step(plan, "build").undo().orElseThrow();
        assertThat(undo.work().image()).contains("ci/x:2");
        assertThat(undo.limits().timeout()).isEmpty();
        assertThat(step(plan, "deploy").undo().orElseThrow().work().image()).contains("other:1");
    }

    @Test
    void aStepOfAGroupIsOneAsAllOthers() {
        assertThat(step(plan("{steps: [{name: inner, timeout: 9s}]}"), "inner")
                        .limits()
                        .timeout())
                .contains(Duration.ofSeconds(9));
    }

    static Stream<Arguments> faults() {
        return Stream.of(
                Arguments.of(
                        "a step there is not",
                        "{name: biuld}",
                        "spec.overrides.steps[0].name: no step named \"biuld\" (did you mean \"build\"?)"),
                Arguments.of(
                        "a group", "{name: g}", "spec.overrides.steps[0].name: \"g\" is a group; name the steps in it"),
                Arguments.of(
                        "a wait",
                        "{name: w}",
                        "spec.overrides.steps[0].name: \"w\" runs no process, so there is nothing of it to override"),
                Arguments.of(
                        "a step that starts another pipeline",
                        "{name: down, timeout: 1h}",
                        "spec.overrides.steps[0].name: \"down\" runs no process, so there is nothing of it to override"),
                Arguments.of(
                        "an agent's image",
                        "{name: deploy, image: x}",
                        "spec.overrides.steps[0].image: \"deploy\" runs by the agent deployer, whose rights go with its own image"),
                Arguments.of(
                        "a secret",
                        "{name: deploy, environment: {TOKEN: mine}}",
                        "spec.overrides.steps[0].environment.TOKEN: is a secret of \"deploy\""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faults")
    void whatThereIsNotCanNotBeOverridden(String what, String step, String problem) {
        var request = Written.request("overrides: {steps: [" + step + "]}");
        assertThat(Planner.plan(Written.pipeline(Written.spec(SPEC)), request).problems())
                .extracting(Problem::toString)
                .containsExactly(problem);
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        var reading = RequestReader.read(Written.document(
                "overrides: {environment: {SLUICE_RUN: x, 1A: why}, step: [], steps: [{name: a, timeout: 1, securityContext: {}}, "
                        + "{name: a, image: ''}, {environment: {A: 1}}]}"));
        assertThat(reading.problems())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrderElementsOf(List.of(
                        "spec.overrides.environment.SLUICE_RUN: \"SLUICE_RUN\" is set by Sluice itself; choose another name",
                        "spec.overrides.environment[\"1A\"]: \"1A\" is no name of a variable: letters, digits and _, not beginning with a digit",
                        "spec.overrides.step: unknown field (did you mean \"steps\"?)",
                        "spec.overrides.steps[0].timeout: is a number, not a string; put it in quotes: \"1\"",
                        "spec.overrides.steps[0].securityContext: unknown field",
                        "spec.overrides.steps[1].name: \"a\" is there twice",
                        "spec.overrides.steps[1].image: is empty",
                        "spec.overrides.steps[2].name: is missing",
                        "spec.overrides.steps[2].environment.A: is a number, not a string; put it in quotes: \"1\""));
    }

    private static Plan plan(String overrides) {
        return Written.plan(Written.spec(SPEC), Written.request("overrides: " + overrides));
    }

    private static CommandStep step(Plan plan, String name) {
        return (CommandStep) plan.step(name).step();
    }
}
