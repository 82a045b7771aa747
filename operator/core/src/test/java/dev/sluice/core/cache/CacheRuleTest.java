package dev.sluice.core.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import dev.sluice.core.plan.Plan;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** E5: what a step says → whether its result may be taken from the cache. */
class CacheRuleTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    inputs: [src/**]                                                       |
                    artifacts: [{path: b}]                                                 | it declares no inputs
                    inputs: [a], cache: {enabled: false}                                   | its cache is switched off
                    inputs: [a], cache: {enabled: true}                                    |
                    inputs: [a], sideEffects: [deploys]                                    | it has side effects, and does not say cache: {enabled: true}
                    inputs: [a], sideEffects: [deploys], cache: {enabled: true}            |
                    inputs: [a], upload: true                                              | it may add steps to its run
                    """)
    void of_itself(String fields, String refusal) {
        Plan plan = Written.planOfSteps("- {name: a, script: x, " + fields + "}");
        assertThat(CacheRule.refusal(plan, "a").orElse(null)).isEqualTo(refusal);
    }

    @Test
    void what_undoes_a_step_and_what_is_asked_to_run_again_runs() {
        var steps = Written.steps(
                """
                - {name: a, script: x, inputs: [f], rollback: {script: u}}
                - {name: b, script: x, inputs: [f], dependsOn: [a], onFailure: Rollback, rollbackTo: a}
                - {name: c, script: x, inputs: [f]}
                """);
        assertThat(CacheRule.refusal(Written.plan(steps), "a.rollback")).contains("it undoes what was done");
        Plan from = Written.plan(steps, Written.request("rerunOf: {run: r, mode: From, steps: [a]}"));
        assertThat(CacheRule.refusal(from, "a")).contains("it was asked to run again");
        assertThat(CacheRule.refusal(from, "b")).contains("it was asked to run again");
        assertThat(CacheRule.refusal(from, "c")).isEmpty();
        Plan failed = Written.plan(steps, Written.request("rerunOf: {run: r}"));
        assertThat(CacheRule.refusal(failed, "a")).isEmpty();
    }
}
