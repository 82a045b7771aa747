package dev.sluice.core.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.concurrency.WaitingAncestors.Ancestor;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A1, A2: a run that would wait for a place that those have which wait for it. */
class DeadlockTest {

    private static final String NOWHERE = "";
    private static final String HINT = "; make a trigger step between the two async, or use another group";

    /** The groups of the run and of its step that starts the next, "g" or "g 2" with a limit; the run looked at is the last. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "no groups                                        | ''    | ''  | ''    | ''  | ''    | ''  | ends",
                "a run in the group of its parent                 | ''    | ''  | g     | ''  | g     | ''  | never",
                "of its grandparent                               | g     | ''  | ''    | ''  | g     | ''  | never",
                "in another group                                 | ''    | ''  | f     | ''  | g     | ''  | ends",
                "where two may be, and one is                     | ''    | ''  | g     | ''  | g 2   | ''  | ends",
                "where two may be, and both wait for it           | g 2   | ''  | g 2   | ''  | g 2   | ''  | never",
                "each counts by its own limit                     | g 3   | ''  | g 3   | ''  | g     | ''  | never",
                "a step in the group of its parent's trigger step | ''    | ''  | ''    | g   | ''    | g   | never",
                "where two may be, and one is                     | ''    | ''  | ''    | g 2 | ''    | g 2 | ends",
                "a step of an ancestor that waits in between      | ''    | g   | ''    | ''  | ''    | g   | never",
                "runs and steps never meet in a group             | ''    | g   | ''    | g   | g     | ''  | ends",
                "neither the other way round                      | g     | ''  | g     | ''  | ''    | g   | ends",
            })
    void whether_it_ends(
            String what, String run1, String step1, String run2, String step2, String run3, String step3, String ends) {
        WaitingAncestors ancestors = family(trigger(run1, step1, false), trigger(run2, step2, false));

        assertThat(Deadlock.of(work(run3, step3), ancestors).isPresent() ? "never" : "ends")
                .isEqualTo(ends);
    }

    @Test
    void all_of_it_is_told_with_what_to_do() {
        WaitingAncestors ancestors = family(trigger("g 2", "h", false), trigger("g 2", NOWHERE, false));

        assertThat(Deadlock.of(work("g 2", "h"), ancestors))
                .contains(new Admission.Never(
                        "it would wait for ever for a place in concurrency group g (limit 2), held by run run-1, whose step call waits"
                                + " for this run and by run run-0, whose step call waits for this run; its step work would wait for"
                                + " ever for a place in concurrency group h (limit 1), held by step call of run run-0, which waits for"
                                + " this run"
                                + HINT));
    }

    @Test
    void who_does_not_wait_is_no_ancestor() {
        assertThat(Ancestor.of("0", "run-0", trigger("g", NOWHERE, true), new JobId("call", 0), Instant.EPOCH))
                .isEmpty();
        assertThat(Ancestor.of("0", "run-0", work("g", NOWHERE), new JobId("work", 0), Instant.EPOCH))
                .isEmpty();
        assertThat(Ancestor.of("0", "run-0", trigger("g", NOWHERE, false), new JobId("call", 7), Instant.EPOCH))
                .isEmpty();
        assertThat(Ancestor.of("0", "run-0", trigger("g", NOWHERE, false), new JobId("gone", 0), Instant.EPOCH))
                .isEmpty();
    }

    @Test
    void a_step_that_is_skipped_waits_for_nothing() {
        Plan skips = plan("steps:\n- {name: work, script: x, when: {branches: [main]}, concurrency: {group: g}}\n");

        assertThat(Deadlock.of(skips, family(trigger(NOWHERE, "g", false)))).isEmpty();
    }

    @Test
    void groups_are_what_their_names_resolve_to() {
        Plan dev = plan("variables: {to: dev}\nconcurrency: {group: 'to-${to}'}\nsteps:\n- {name: work, script: x}\n");

        assertThat(Deadlock.of(dev, family(trigger("to-dev", NOWHERE, false)))).isPresent();
        assertThat(Deadlock.of(dev, family(trigger("to-prod", NOWHERE, false)))).isEmpty();
    }

    private static Plan trigger(String ofRun, String ofStep, boolean async) {
        return plan(ofRun(ofRun) + "steps:\n- {name: call, trigger: {pipeline: other, async: " + async + "}"
                + ofStep(ofStep) + "}\n");
    }

    private static Plan work(String ofRun, String ofStep) {
        return plan(ofRun(ofRun) + "steps:\n- {name: work, script: x, parallelism: 2" + ofStep(ofStep) + "}\n");
    }

    private static String ofRun(String group) {
        return group.isEmpty() ? "" : "concurrency: " + group(group) + "\n";
    }

    private static String ofStep(String group) {
        return group.isEmpty() ? "" : ", concurrency: " + group(group);
    }

    private static String group(String text) {
        String[] words = text.split(" ");
        return "{group: " + words[0] + ", limit: " + (words.length == 1 ? "1" : words[1]) + "}";
    }

    /** The eldest first. */
    private static WaitingAncestors family(Plan... plans) {
        WaitingAncestors ancestors = WaitingAncestors.NONE;
        for (int i = 0; i < plans.length; i++) {
            ancestors = ancestors.after(
                    Ancestor.of(Integer.toString(i), "run-" + i, plans[i], new JobId("call", 0), Instant.EPOCH)
                            .orElseThrow());
        }
        return ancestors;
    }

    private static Plan plan(String spec) {
        try {
            return ResourceReader.readSpec("p", Source.parse(spec).get(0))
                    .then(pipeline -> Planner.plan(pipeline, Map.of()))
                    .value()
                    .orElseThrow();
        } catch (SourceException e) {
            throw new IllegalArgumentException(spec, e);
        }
    }
}
