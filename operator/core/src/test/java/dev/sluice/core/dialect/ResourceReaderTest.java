package dev.sluice.core.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import dev.sluice.core.model.Approval;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Notification;
import dev.sluice.core.model.OnFailure;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.Retry;
import dev.sluice.core.model.Step;
import dev.sluice.core.model.Work;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResourceReaderTest {

    private static CommandStep only(String step) {
        return (CommandStep) Written.pipeline(Written.steps(step)).steps().get(0);
    }

    @Test
    void every_field_of_a_command_step_arrives() {
        CommandStep step = only(
                """
                - name: test
                  label: Test it
                  image: busybox:1.36
                  command: [echo, "a b"]
                  task: do
                  config: {a: [1, yes, null, 2.5, "x\\n\\"y"], b: {}}
                  environment: {LEVEL: full}
                  secretEnvironment: [{name: TOKEN, secret: deploy, key: token.txt}]
                  resources: {requests: {cpu: 1, memory: 1Gi}, limits: {memory: 2Gi}}
                  runAs: Job
                  parallelism: 4
                  maxParallel: 2
                  dependsOn: []
                  skip: not now
                  timeout: 1h30m
                  queueTimeout: 45s
                  retry: {limit: 2, infrastructure: 5, exitCodes: [1, 137], backoff: 10s}
                  onFailure: Continue
                  outputs: [url]
                """);
        assertThat(step.label()).isEqualTo("Test it");
        assertThat(step.work())
                .isEqualTo(new Work(
                        Optional.of(new Work.Program.Command(List.of("echo", "a b"))),
                        Optional.of("busybox:1.36"),
                        Optional.empty(),
                        Optional.of("do"),
                        Optional.of("{\"a\":[1,true,null,2.5,\"x\\u000a\\\"y\"],\"b\":{}}"),
                        Map.of("LEVEL", "full"),
                        List.of(new Work.SecretVariable("TOKEN", "deploy", "token.txt")),
                        new Work.Resources(Map.of("cpu", "1", "memory", "1Gi"), Map.of("memory", "2Gi")),
                        true));
        assertThat(step.parallelism()).isEqualTo(4);
        assertThat(step.maxParallel()).hasValue(2);
        assertThat(step.dependsOn()).contains(List.of());
        assertThat(step.skip()).contains("not now");
        assertThat(step.limits().timeout()).contains(Duration.ofMinutes(90));
        assertThat(step.limits().queueTimeout()).contains(Duration.ofSeconds(45));
        assertThat(step.retry()).isEqualTo(new Retry(2, 5, Optional.of(Set.of(1, 137)), Duration.ofSeconds(10)));
        assertThat(step.failure().onFailure()).isEqualTo(OnFailure.CONTINUE);
        assertThat(step.outputs()).containsExactly("url");
    }

    @Test
    void every_field_of_a_pipeline_arrives() {
        Pipeline pipeline = Written.pipeline(
                Written.spec(
                        """
                version: "1.0"
                description: all
                suspend: false
                variables: {b: x, a: z}
                environment: {CI: "true", BUILDKITE_CLEAN_CHECKOUT: "1"}
                timeout: 4h
                maxParallel: 100
                retention: {ttlAfterFinished: 168h, successfulRuns: 0, failedRuns: 10}
                steps:
                - {name: a, script: x}
                """));
        assertThat(pipeline.name()).isEqualTo("p");
        assertThat(pipeline.variables().keySet()).containsExactly("b", "a");
        assertThat(pipeline.environment()).containsEntry("CI", "true");
        assertThat(pipeline.rules().timeout()).contains(Duration.ofHours(4));
        assertThat(pipeline.rules().maxParallel()).hasValue(100);
    }

    @Test
    void a_step_that_says_nothing_has_the_defaults() {
        CommandStep step = only("- {name: a, script: x}\n");
        assertThat(step.retry()).isEqualTo(Retry.DEFAULT);
        assertThat(step.failure().onFailure()).isEqualTo(OnFailure.HALT);
        assertThat(step.dependsOn()).isEmpty();
        assertThat(step.work().batch()).isFalse();
    }

    @Test
    void the_pipelines_defaults_are_those_of_its_steps_field_by_field() {
        Pipeline pipeline = Written.pipeline(
                Written.spec(
                        """
                defaults:
                  image: maven:3
                  timeout: 30m
                  queueTimeout: 1h
                  retry: {limit: 1, backoff: 5s}
                  runAs: Job
                  resources: {requests: {cpu: 100m}}
                  onFailure: Continue
                steps:
                - {name: a, script: x}
                - {name: b, agent: deployer, timeout: 1m, retry: {limit: 0, infrastructure: 7}, runAs: Pod, onFailure: Halt}
                - {name: c, image: alpine:3, resources: {limits: {cpu: 1}}}
                """));
        CommandStep a = (CommandStep) pipeline.steps().get(0);
        assertThat(a.work().image()).contains("maven:3");
        assertThat(a.work().batch()).isTrue();
        assertThat(a.work().resources().requests()).containsEntry("cpu", "100m");
        assertThat(a.retry()).isEqualTo(new Retry(1, 3, Optional.empty(), Duration.ofSeconds(5)));
        assertThat(a.failure().onFailure()).isEqualTo(OnFailure.CONTINUE);
        CommandStep b = (CommandStep) pipeline.steps().get(1);
        assertThat(b.work().image()).as("an agent drops the default image").isEmpty();
        assertThat(b.work().batch()).isFalse();
        assertThat(b.limits().timeout()).contains(Duration.ofMinutes(1));
        assertThat(b.limits().queueTimeout()).contains(Duration.ofHours(1));
        assertThat(b.retry()).isEqualTo(new Retry(0, 7, Optional.empty(), Duration.ofSeconds(5)));
        assertThat(b.failure().onFailure()).isEqualTo(OnFailure.HALT);
        CommandStep c = (CommandStep) pipeline.steps().get(2);
        assertThat(c.work().resources()).isEqualTo(new Work.Resources(Map.of(), Map.of("cpu", "1")));
    }

    @Test
    void an_image_drops_the_default_agent() {
        Pipeline pipeline = Written.pipeline(
                Written.spec("defaults: {agent: builder}\nsteps:\n- {name: a, image: x}\n- {name: b, script: x}\n"));
        assertThat(((CommandStep) pipeline.steps().get(0)).work().agent()).isEmpty();
        assertThat(((CommandStep) pipeline.steps().get(1)).work().agent()).contains("builder");
    }

    /** A step's fields, the place and the message. The step stands on line 6. */
    static Stream<Arguments> faultsOfSteps() {
        String s = "spec.steps[0]";
        String at = "6:";
        String quantity = " is no quantity, e.g. 500m or 1Gi";
        String duration = " is no duration: e.g. 30s, 5m or 1h30m, above zero and at most 8760h";
        String name = " is no name: lower-case letters, digits and dashes, a letter or digit at each end";
        String nothing = ": has nothing to run: give it a script, a command, an agent or an image";
        return Stream.of(
                Arguments.of("{script: x}", at + "5: " + s + ".name: is missing"),
                Arguments.of("{name: My Step, script: x}", at + "6: " + s + ".name: \"My Step\"" + name),
                Arguments.of("{name: a_b, script: x}", at + "6: " + s + ".name: \"a_b\"" + name),
                Arguments.of("{name: -a, script: x}", at + "6: " + s + ".name: \"-a\"" + name),
                Arguments.of(
                        "{name: " + "a".repeat(41) + ", script: x}",
                        at + "6: " + s + ".name: has 41 characters; at most 40"),
                Arguments.of(
                        "{name: 17, script: x}",
                        at + "6: " + s + ".name: is a number, not a string; put it in quotes: \"17\""),
                Arguments.of("{name: a, scrpt: x}", at + "5: " + s + nothing),
                Arguments.of(
                        "{name: a, image: x, imgae: y}",
                        at + "25: " + s + ".imgae: unknown field (did you mean \"image\"?)"),
                Arguments.of(
                        "{name: a, script: x, env: {}}",
                        at + "26: " + s + ".env: unknown field (did you mean \"environment\"?)"),
                Arguments.of("{name: a, script: x, zzz: {}}", at + "26: " + s + ".zzz: unknown field"),
                Arguments.of("{name: a}", at + "5: " + s + nothing),
                Arguments.of("{name: a, wait: }", at + "5: " + s + nothing + ", or write wait: {}"),
                Arguments.of(
                        "{name: a, script: x, wait: {}}",
                        at + "5: " + s + ": is both script and wait; a step is one thing alone"),
                Arguments.of(
                        "{name: a, script: x, command: [x]}",
                        at + "26: " + s + ".command: excludes script; name one of the two"),
                Arguments.of(
                        "{name: a, image: x, agent: b}",
                        at + "25: " + s
                                + ".agent: excludes image: an agent's rights go with its own image; name one of the two"),
                Arguments.of("{name: a, script: [x]}", at + "15: " + s + ".script: is a list, not a string"),
                Arguments.of("{name: a, script: ''}", at + "15: " + s + ".script: is empty"),
                Arguments.of("{name: a, command: x}", at + "15: " + s + ".command: is a string, not a list"),
                Arguments.of("{name: a, command: []}", at + "15: " + s + ".command: is empty"),
                Arguments.of(
                        "{name: a, command: [x, 1]}",
                        at + "28: " + s + ".command[1]: is a number, not a string; put it in quotes: \"1\""),
                Arguments.of(
                        "{name: a, script: x, parallelism: 0}",
                        at + "26: " + s + ".parallelism: is 0; from 1 to 10,000"),
                Arguments.of(
                        "{name: a, script: x, parallelism: 1000000}",
                        at + "26: " + s + ".parallelism: is 1000000; from 1 to 10,000"),
                Arguments.of(
                        "{name: a, script: x, parallelism: 99999999999999999999}",
                        at + "26: " + s + ".parallelism: is 99999999999999999999; from 1 to 10,000"),
                Arguments.of(
                        "{name: a, script: x, parallelism: '2'}",
                        at + "26: " + s + ".parallelism: is a string, not a whole number"),
                Arguments.of(
                        "{name: a, script: x, parallelism: 1.5}",
                        at + "26: " + s + ".parallelism: is a fraction, not a whole number"),
                Arguments.of(
                        "{name: a, script: x, maxParallel: 0}",
                        at + "26: " + s + ".maxParallel: is 0; from 1 to 10,000"),
                Arguments.of("{name: a, script: x, matrix: {}}", at + "26: " + s + ".matrix.dimensions: is missing"),
                Arguments.of(
                        "{name: a, script: x, matrix: {dimensions: {}}}",
                        at + "35: " + s + ".matrix.dimensions: is empty"),
                Arguments.of(
                        "{name: a, script: x, matrix: {dimensions: {o: []}}}",
                        at + "48: " + s + ".matrix.dimensions.o: is empty"),
                Arguments.of(
                        "{name: a, script: x, matrix: {dimensions: {o: [v, v]}}}",
                        at + "55: " + s + ".matrix.dimensions.o[1]: \"v\" is there twice"),
                Arguments.of(
                        "{name: a, script: x, matrix: {dimensions: {o: [17]}}}",
                        at + "52: " + s
                                + ".matrix.dimensions.o[0]: is a number, not a string; put it in quotes: \"17\""),
                Arguments.of(
                        "{name: a, script: x, matrix: {dimensions: {O_S: [v]}}}",
                        at + "48: " + s + ".matrix.dimensions.O_S: \"O_S\"" + name),
                Arguments.of(
                        "{name: a, script: x, timeout: 5}",
                        at + "26: " + s + ".timeout: is a number, not a string; put it in quotes: \"5\""),
                Arguments.of(
                        "{name: a, script: x, timeout: 5 min}", at + "26: " + s + ".timeout: \"5 min\"" + duration),
                Arguments.of("{name: a, script: x, timeout: 0s}", at + "26: " + s + ".timeout: \"0s\"" + duration),
                Arguments.of("{name: a, script: x, timeout: ''}", at + "26: " + s + ".timeout: \"\"" + duration),
                Arguments.of(
                        "{name: a, script: x, queueTimeout: 8761h}",
                        at + "26: " + s + ".queueTimeout: \"8761h\"" + duration),
                Arguments.of(
                        "{name: a, script: x, retry: {limit: 11}}",
                        at + "34: " + s + ".retry.limit: is 11; from 0 to 10"),
                Arguments.of(
                        "{name: a, script: x, retry: {limit: -1}}",
                        at + "34: " + s + ".retry.limit: is -1; from 0 to 10"),
                Arguments.of(
                        "{name: a, script: x, retry: {infrastructure: 21}}",
                        at + "34: " + s + ".retry.infrastructure: is 21; from 0 to 20"),
                Arguments.of(
                        "{name: a, script: x, retry: {exitCodes: []}}", at + "34: " + s + ".retry.exitCodes: is empty"),
                Arguments.of(
                        "{name: a, script: x, retry: {exitCodes: [0]}}",
                        at + "46: " + s + ".retry.exitCodes[0]: is 0; from 1 to 255"),
                Arguments.of(
                        "{name: a, script: x, retry: 3}",
                        at + "26: " + s + ".retry: is a number, not a mapping of fields to values"),
                Arguments.of(
                        "{name: a, script: x, onFailure: halt}",
                        at + "26: " + s
                                + ".onFailure: \"halt\" is none of Halt, Continue, Rollback (did you mean \"Halt\"?)"),
                Arguments.of(
                        "{name: a, script: x, runAs: Deployment}",
                        at + "26: " + s + ".runAs: \"Deployment\" is none of Pod, Job"),
                Arguments.of(
                        "{name: a, script: x, outputs: [a-b]}",
                        at + "36: " + s
                                + ".outputs[0]: \"a-b\" is no key of an output: letters, digits and _, not beginning with a digit"),
                Arguments.of(
                        "{name: a, script: x, environment: {SLUICE_X: a}}",
                        at + "40: " + s
                                + ".environment.SLUICE_X: \"SLUICE_X\" is set by Sluice itself; choose another name"),
                Arguments.of(
                        "{name: a, script: x, environment: {BUILDKITE_LABEL: a}}",
                        at + "40: " + s
                                + ".environment.BUILDKITE_LABEL: \"BUILDKITE_LABEL\" is set by Sluice itself; choose another name"),
                Arguments.of(
                        "{name: a, script: x, environment: {a.b: a}}",
                        at + "40: " + s
                                + ".environment[\"a.b\"]: \"a.b\" is no name of a variable: letters, digits and _, not beginning with a digit"),
                Arguments.of(
                        "{name: a, script: x, environment: {A: 1}}",
                        at + "40: " + s + ".environment.A: is a number, not a string; put it in quotes: \"1\""),
                Arguments.of(
                        "{name: a, script: x, environment: {A: }}",
                        at + "40: " + s + ".environment.A: is nothing, not a string"),
                Arguments.of(
                        "{name: a, script: x, secretEnvironment: [{name: A, secret: b}]}",
                        at + "46: " + s + ".secretEnvironment[0].key: is missing"),
                Arguments.of(
                        "{name: a, script: x, environment: {A: b}, secretEnvironment: [{name: A, secret: b, key: c}]}",
                        at + "47: " + s + ".secretEnvironment: sets A, which environment sets too"),
                Arguments.of(
                        "{name: a, script: x, resources: {requests: {cpu: lots}}}",
                        at + "49: " + s + ".resources.requests.cpu: \"lots\"" + quantity),
                Arguments.of(
                        "{name: a, agent: A_b}",
                        at + "15: " + s
                                + ".agent: \"A_b\" is no name of an object: lower-case letters, digits, dashes and dots, a letter or digit at each end"),
                Arguments.of(
                        "{name: a, script: x, config: []}",
                        at + "26: " + s + ".config: is a list, not a mapping of fields to values"),
                Arguments.of(
                        "{name: a, wait: {}, parallelism: 2}",
                        at + "25: " + s + ".parallelism: goes with a step that runs something, not with wait"),
                Arguments.of(
                        "{name: a, wait: {continueOnFailure: 1}}",
                        at + "22: " + s + ".wait.continueOnFailure: is a number, not true or false"),
                Arguments.of("{name: a, group: {}}", at + "15: " + s + ".group.steps: is missing"),
                Arguments.of("{name: a, group: {steps: []}}", at + "23: " + s + ".group.steps: is empty"),
                Arguments.of(
                        "{name: a, group: {steps: [{name: b, group: {steps: []}}]}}",
                        at + "41: " + s + ".group.steps[0].group: is in a group itself; groups don't nest"),
                Arguments.of(
                        "{name: a, script: x, dependsOn: b}", at + "26: " + s + ".dependsOn: is a string, not a list"),
                Arguments.of("[a]", at + "5: " + s + ": is a list, not a mapping of fields to values"),
                Arguments.of("text", at + "5: " + s + ": is a string, not a mapping of fields to values"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsOfSteps")
    void what_is_wrong_with_a_step_is_said_with_its_place(String step, String message) {
        assertThat(Written.problems(Written.steps("- " + step + "\n"))).contains(message);
    }

    static Stream<Arguments> faultsOfPipelines() {
        String ok = "\nsteps: [{name: a, script: x}]";
        return Stream.of(
                Arguments.of("steps: []", "5:3: spec.steps: is empty"),
                Arguments.of("timeout: 1m", "4:1: spec.steps: is missing"),
                Arguments.of("steps: {a: b}", "5:3: spec.steps: is a mapping, not a list"),
                Arguments.of("stesp: []", "5:3: spec.stesp: unknown field (did you mean \"steps\"?)"),
                Arguments.of("maxParallel: 10001" + ok, "5:3: spec.maxParallel: is 10001; from 1 to 10,000"),
                Arguments.of(
                        "variables: {1a: b}" + ok,
                        "5:15: spec.variables[\"1a\"]: \"1a\" is no name of a variable: letters, digits and _, not beginning with a digit"),
                Arguments.of(
                        "retention: {successfulRuns: 1001}" + ok,
                        "5:15: spec.retention.successfulRuns: is 1001; from 0 to 1,000"),
                Arguments.of(
                        "defaults: {image: a, agent: b}" + ok,
                        "5:24: spec.defaults.agent: excludes image: a step that says nothing can't have both; name one of the two"),
                Arguments.of("defaults: {parallelism: 2}" + ok, "5:14: spec.defaults.parallelism: unknown field"),
                Arguments.of(
                        "rollout: {maxFailures: 1}" + ok,
                        "5:13: spec.rollout.maxFailures: goes with batchSize: without batches all targets are begun at once"),
                Arguments.of("rollout: {batchSize: 0}" + ok, "5:13: spec.rollout.batchSize: is 0; from 1 to 1,000"),
                Arguments.of(
                        "targets: [{name: a}, {name: a}]" + ok, "5:25: spec.targets[1].name: \"a\" is there twice"),
                Arguments.of(
                        "targets: [{name: Web_1}]" + ok,
                        "5:14: spec.targets[0].name: \"Web_1\" is no name of an object: lower-case letters, digits, dashes and dots, a letter or digit at each end"),
                Arguments.of(
                        "targets: [{name: a, variables: {zone: a}}]" + ok,
                        "5:35: spec.targets[0].variables.zone: the pipeline declares no variable \"zone\""),
                Arguments.of(
                        "notifications: [{channel: a}, {channel: a, phases: [Ended]}]" + ok,
                        "5:34: spec.notifications[1].channel: \"a\" is there twice"),
                Arguments.of(
                        "notifications: [{channel: a, phases: [failed]}]" + ok,
                        "5:41: spec.notifications[0].phases[0]: \"failed\" is none of Pending, Running, WaitingApproval,"
                                + " RollingBack, Succeeded, Partial, Failed, Cancelled (did you mean \"Failed\"?)"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsOfPipelines")
    void what_is_wrong_with_a_pipeline_is_said_with_its_place(String spec, String message) {
        assertThat(Written.problems(Written.spec(spec))).contains(message);
    }

    @Test
    void who_is_told_of_runs_and_of_what() {
        Pipeline pipeline = Written.pipeline(
                Written.spec(
                        "notifications: [{channel: chat}, {channel: ops, phases: [Failed, Partial]}]\nsteps: [{name: a, script: x}]\n"));
        assertThat(pipeline.rules().notifications())
                .containsExactly(
                        new Notification("chat", Optional.empty()),
                        new Notification("ops", Optional.of(List.of("Failed", "Partial"))));
    }

    @ParameterizedTest(name = "a step that uses {0}")
    @ValueSource(
            strings = {
                "queue: a",
                "agentTags: {queue: gpu}",
                "plugins: [{name: a}]",
            })
    void is_refused_while_no_code_acts_on_it(String field) {
        String name = field.substring(0, field.indexOf(':'));
        assertThat(refusals("spec:\n  steps: [{name: a, script: x, " + field + "}]\n"))
                .contains(Problem.notYetSupported("spec.steps[0]." + name));
    }

    @Test
    void what_asks_for_nothing_beyond_the_default_is_let_through() {
        Pipeline pipeline = Written.pipeline(
                Written.spec(
                        """
                suspend: false
                triggers: []
                failFast: false
                rollout: {barrier: false}
                notifications: []
                steps:
                - {name: a, script: x, priority: 0, allowDependencyFailure: false, when: {}, barrier: false, upload: false,
                   cache: {enabled: false}, hooks: {}, inputs: [], approval: null, plugins: []}
                """));
        assertThat(pipeline.steps()).hasSize(1);
    }

    @Test
    void an_approval_says_who_how_many_and_until_when() {
        Pipeline pipeline = Written.pipeline(
                Written.steps(
                        """
                - name: a
                  script: x
                  approval: {approvers: [alice, "group:devops"], quorum: 2, timeout: 1h, onTimeout: Approve,
                             requireOtherPerson: true, onRejection: Outvote, notify: []}
                - {name: b, block: {}, approval: {approvers: [bob]}}
                - {name: c, trigger: {pipeline: p}, approval: {}}
                - {name: d, script: x}
                """));

        assertThat(pipeline.steps().stream().map(ResourceReaderTest::approval))
                .containsExactly(
                        Optional.of(Approval.by(2, "alice", "group:devops")
                                .withTimeout(Duration.ofHours(1), true)
                                .withOtherPerson()
                                .withOutvote()),
                        Optional.of(Approval.by(1, "bob")),
                        Optional.of(Approval.ANYBODY),
                        Optional.empty());
    }

    private static Optional<Approval> approval(Step step) {
        return step instanceof GateStep gate ? Optional.of(gate.approval()) : ((CommandStep) step).approval();
    }

    @Test
    void an_approval_says_who_is_told() {
        Pipeline pipeline =
                Written.pipeline(Written.steps("- {name: a, script: x, approval: {notify: [chat, ops]}}\n"));
        assertThat(approval(pipeline.steps().get(0)))
                .hasValueSatisfying(approval -> assertThat(approval.channels()).containsExactly("chat", "ops"));
    }

    @Test
    void who_is_told_of_a_step_and_of_which_ends() {
        Pipeline pipeline = Written.pipeline(
                Written.steps(
                        """
                - {name: a, script: x, notifications: [{channel: chat}, {channel: ops, phases: [Failed, RolledBack]}]}
                - {name: b, trigger: {pipeline: p}, notifications: [{channel: chat, phases: [SoftFailed]}]}
                - {name: c, script: x, notifications: []}
                """));
        assertThat(pipeline.steps().stream().map(step -> ((CommandStep) step).notifications()))
                .containsExactly(
                        List.of(
                                new Notification("chat", Optional.empty()),
                                new Notification("ops", Optional.of(List.of("Failed", "RolledBack")))),
                        List.of(new Notification("chat", Optional.of(List.of("SoftFailed")))),
                        List.of());
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "script: x, notifications: [{channel: a}, {channel: a}]  | notifications[1].channel: \"a\" is there twice",
                "script: x, notifications: [{channel: A_B}]              | notifications[0].channel: \"A_B\" is no name",
                "script: x, notifications: [{phases: [Failed]}]          | notifications[0].channel: is missing",
                "script: x, notifications: [{channel: a, phases: []}]    | notifications[0].phases: is empty",
                "script: x, notifications: [{channel: a, phases: [Running]}] | notifications[0].phases[0]: \"Running\" is none of Succeeded, SoftFailed, Partial, Failed, Skipped, Cancelled, RolledBack",
                "script: x, notifications: [{channel: a, phase: Failed}] | notifications[0].phase: unknown field (did you mean \"phases\"?)",
                "wait: {}, notifications: [{channel: a}]                 | notifications: goes with a step that runs something, not with wait",
                "block: {}, notifications: [{channel: a}]                | notifications: goes with a step that runs something, not with block"
            })
    void who_is_told_of_a_step_wrongly(String step, String message) {
        assertThat(Written.problems(Written.steps("- {name: a, " + step + "}\n")))
                .singleElement()
                .asString()
                .contains("spec.steps[0]." + message);
    }

    private static List<Problem> refusals(String spec) {
        Source document =
                Written.document("apiVersion: sluice.dev/v1alpha1\nkind: Pipeline\nmetadata: {name: p}\n" + spec);
        return ResourceReader.readPipeline(document).problems();
    }

    @Test
    void a_document_of_something_else_is_refused() {
        assertThat(Written.problems(Written.document("apiVersion: v1\nkind: Pod\nmetadata: {}\nspek: {}\n")))
                .containsExactly(
                        "1:1: apiVersion: is \"v1\", not \"sluice.dev/v1alpha1\"",
                        "2:1: kind: is \"Pod\", not \"Pipeline\"",
                        "3:1: metadata.name: is missing",
                        "1:1: spec: is missing",
                        "4:1: spek: unknown field (did you mean \"spec\"?)");
        assertThat(Written.problems(Written.document("- a\n")))
                .containsExactly("1:1: is a list, not a mapping of fields to values");
    }

    @Test
    void everything_is_said_at_once_and_a_fault_does_not_hide_another() {
        assertThat(
                        Written.problems(
                                Written.steps(
                                        """
                        - {name: build, script: x, parallelism: 0, outputs: [url]}
                        - {name: build, script: x}
                        - {name: t, script: x, dependsOn: [biuld], queue: q}
                        - {name: u, dependsOn: [u], task: "${nobody}", agent: a}
                        """)))
                .containsExactly(
                        "6:30: spec.steps[0].parallelism: is 0; from 1 to 10,000",
                        "8:46: spec.steps[2].queue: is not supported yet",
                        "7:6: spec.steps[1].name: \"build\" is the name of spec.steps[0] already",
                        "8:38: spec.steps[2].dependsOn[0]: no step named \"biuld\" (did you mean \"build\"?)",
                        "9:27: spec.steps[3].dependsOn[0]: \"u\" depends on itself",
                        "9:31: spec.steps[3].task: no variable named \"nobody\"");
    }

    @Test
    void a_fault_does_not_make_others() {
        assertThat(
                        Written.problems(
                                Written.steps(
                                        """
                        - {name: Build_It, script: x, outputs: [url]}
                        - {script: x}
                        - {name: t, agent: a, task: "${steps.Build-It.outputs.url} ${matrix.os}", matrix: {dimensions: {os: 1}}, dependsOn: [Build_It, what]}
                        """)))
                .containsExactly(
                        "6:6: spec.steps[0].name: \"Build_It\" is no name: lower-case letters, digits and dashes, a letter or digit at each end",
                        "7:5: spec.steps[1].name: is missing",
                        "8:99: spec.steps[2].matrix.dimensions.os: is a number, not a list");
    }

    @Test
    void a_resource_of_plain_values_is_read_by_the_same_rules() {
        Source spec = Source.of(Map.of("steps", List.of(Map.of("name", "a", "script", "x", "parallelism", 0))));
        assertThat(ResourceReader.readSpec("p", spec).problems())
                .containsExactly(Problem.invalid("spec.steps[0].parallelism", "is 0; from 1 to 10,000"));
        Source good = Source.of(Map.of("steps", List.of(Map.of("name", "a", "script", "x", "parallelism", 2))));
        assertThat(ResourceReader.readSpec("p", good).value().orElseThrow())
                .isEqualTo(Written.pipeline(Written.steps("- {name: a, script: x, parallelism: 2}\n")));
    }
}
