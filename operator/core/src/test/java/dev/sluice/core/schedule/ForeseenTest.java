package dev.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ForeseenTest {

    private static final Instant NOW = Instant.EPOCH;
    private static final RunFacts FACTS = new RunFacts("run", "id");

    @Test
    void what_is_foreseen_is_what_a_run_starts_in_the_end() throws Exception {
        Plan plan = plan(
                """
                variables: {word: hello}
                targets: [{name: one, variables: {word: there}}, {name: two}]
                steps:
                - {name: build, outputs: [version], script: make}
                - name: test
                  dependsOn: [build]
                  matrix: {dimensions: {os: [debian, alpine]}}
                  parallelism: 2
                  outputs: [result]
                  script: "echo ${matrix.os}"
                  environment: {WORD: "${word} ${steps.build.outputs.version}"}
                - {name: tested, wait: {}}
                - name: publish
                  approval: {approvers: [ann]}
                  environment: {RESULT: "${steps.test.outputs.result[1]}"}
                  script: publish
                - {name: later, dependsOn: [publish], script: "true"}
                """);

        assertThat(Foreseen.of(
                        FACTS,
                        plan,
                        new Observed(NOW, false, Map.of(), succeeded(plan)).withGates(approved(plan)),
                        NOW))
                .hasSize(14)
                .isEqualTo(played(plan));
    }

    private static Map<JobId, Assignment> played(Plan plan) {
        Map<JobId, Attempt> attempts = new HashMap<>();
        Map<JobId, Assignment> started = new HashMap<>();
        while (true) {
            Observed observed = new Observed(NOW, false, Map.of(), attempts).withGates(approved(plan));
            Decision decision = Scheduler.decide(FACTS, plan, observed, NOW);
            if (decision.actions().isEmpty()) {
                return started;
            }
            for (Action action : decision.actions()) {
                Action.Start start = (Action.Start) action;
                started.put(start.job().id(), start.assignment());
                attempts.put(start.job().id(), success(start.job().id()));
            }
        }
    }

    private static Map<JobId, Attempt> succeeded(Plan plan) {
        Map<JobId, Attempt> attempts = new HashMap<>();
        plan.steps().values().forEach(step -> step.jobs().forEach(job -> attempts.put(job.id(), success(job.id()))));
        return attempts;
    }

    private static Attempt success(JobId job) {
        Map<String, String> outputs = Map.of("version", "1." + job.index(), "result", "good " + job.index());
        return new Attempt(1, 0, new Attempt.State.Succeeded(NOW, NOW, outputs));
    }

    private static Map<String, GateRecord> approved(Plan plan) {
        Map<String, GateRecord> gates = new HashMap<>();
        plan.gates()
                .forEach(gate -> gates.put(
                        gate.gate(),
                        new GateRecord(
                                Optional.of(NOW),
                                Optional.of(new GateRecord.Verdict(true, "ann", "", NOW)),
                                Map.of())));
        return gates;
    }

    private static Plan plan(String spec) throws Exception {
        Reading<Plan> plan = ResourceReader.readSpec("story", Source.parse(spec).get(0))
                .then(pipeline -> Planner.plan(pipeline, Map.of()));
        assertThat(plan.problems()).isEmpty();
        return plan.value().orElseThrow();
    }
}
