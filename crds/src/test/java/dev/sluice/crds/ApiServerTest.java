package dev.sluice.crds;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the API server itself lets through and refuses, with the words people read then. */
@EnabledIfEnvironmentVariable(named = "KUBECONFIG", matches = ".+", disabledReason = "needs a cluster: set KUBECONFIG")
class ApiServerTest {
    private static final String NAMESPACE =
            "crds-test-" + ProcessHandle.current().pid();

    @BeforeAll
    static void install() {
        assertThat(kubectl("", "apply", "-f", "generated")).doesNotContain("error");
        kubectl("", "wait", "--for=condition=Established", "crd/pipelines.sluice.dev", "crd/pipelineruns.sluice.dev");
        kubectl("", "create", "namespace", NAMESPACE);
        create(run("{pipeline: p, variables: {a: b}, labels: [x], targets: [{name: t}]}"));
    }

    @AfterAll
    static void clean() {
        kubectl("", "delete", "namespace", NAMESPACE, "--wait=false");
    }

    @ParameterizedTest
    @CsvSource({"pipeline.yaml", "pipelinerun.yaml"})
    void theCompleteExamplesAreLetThrough(String example) {
        assertThat(kubectl("", "-n", NAMESPACE, "create", "--dry-run=server", "-f", "src/test/resources/" + example))
                .contains("created (server dry run)");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            textBlock =
                    """
            command and script       | {name: a, command: [x], script: z}     | spec.steps[0]: Invalid value: command and script exclude one another
            agent and image          | {name: a, agent: x, image: z}          | agent and image exclude one another
            no kind                  | {name: a}                              | a step is exactly one of: a command step (command, script, agent or image), wait, block, input, trigger, group
            two kinds                | {name: a, script: x, wait: {}}         | a step is exactly one of
            a wait with a matrix     | {name: a, wait: {}, matrix: {dimensions: {d: [x]}}} | go with a command step
            itself                   | {name: a, script: x, dependsOn: [a]}   | spec.steps[0].dependsOn: Invalid value: a step does not depend on itself
            a stranger may fail      | {name: a, script: x, dependsOn: [b], allowFailureOf: [c]} | spec.steps[0].allowFailureOf: Invalid value: allowFailureOf names steps of dependsOn alone
            back without Rollback    | {name: a, script: x, rollbackTo: b}    | rollbackTo goes with onFailure: Rollback
            a bad name               | {name: Test_1, script: x}              | spec.steps[0].name: Invalid value: "Test_1"
            a long name              | {name: a1234567890123456789012345678901234567890, script: x} | may not be more than 40
            no name                  | {script: x}                            | spec.steps[0].name: Required value
            no parallelism           | {name: a, script: x, parallelism: 0}   | spec.steps[0].parallelism: Invalid value: 0: spec.steps[0].parallelism in body should be greater than or equal to 1
            parallelism of a million | {name: a, script: x, parallelism: 1000000} | should be less than or equal to 10000
            no maxParallel           | {name: a, script: x, maxParallel: 0}   | greater than or equal to 1
            an empty dimension       | {name: a, script: x, matrix: {dimensions: {os: []}}} | spec.steps[0].matrix.dimensions.os
            no dimension             | {name: a, script: x, matrix: {dimensions: {}}} | should have at least 1 properties
            no duration              | {name: a, script: x, timeout: soon}    | spec.steps[0].timeout: Invalid value: "soon"
            an empty duration        | {name: a, script: x, timeout: ""}      | spec.steps[0].timeout
            a duration of nothing    | {name: a, script: x, timeout: 0s}      | spec.steps[0].timeout: Invalid value: a duration is above zero and at most 8760h
            more than a year         | {name: a, script: x, timeout: 8761h}   | a duration is above zero and at most 8760h
            more than CEL can hold   | {name: a, script: x, timeout: 99999999999h} | spec.steps[0].timeout: Invalid value
            a fraction of a second   | {name: a, script: x, timeout: 1.5s}    | spec.steps[0].timeout
            many retries             | {name: a, script: x, retry: {limit: 11}} | less than or equal to 10
            retry of success         | {name: a, script: x, retry: {exitCodes: [0]}} | spec.steps[0].retry.exitCodes[0]
            a dependency twice       | {name: a, script: x, dependsOn: [b, b]} | Duplicate value: "b"
            a secret of ours         | {name: a, script: x, secretEnvironment: [{name: SLUICE_X, secret: s, key: k}]} | names that begin with SLUICE_ are set by Sluice
            no quantity              | {name: a, script: x, resources: {requests: {cpu: much}}} | spec.steps[0].resources.requests.cpu
            an unknown policy        | {name: a, script: x, onFailure: Ignore} | supported values: "Continue", "Halt", "Rollback"
            an unknown field         | {name: a, script: x, retries: 3}       | unknown field "spec.steps[0].retries"
            a bad output             | {name: a, script: x, outputs: [a-b]}   | spec.steps[0].outputs[0]
            a Select without options | {name: a, block: {fields: [{key: k, type: Select}]}} | options go with type: Select
            a group in a group       | {name: a, group: {steps: [{name: b, group: {steps: [{name: c, script: x}]}}]}} | unknown field "spec.steps[0].group.steps[0].group"
            no kind in a group       | {name: a, group: {steps: [{name: b}]}} | spec.steps[0].group.steps[0]: Invalid value: a step is exactly one of: a command step (command, script, agent or image), wait, block, input, trigger
            itself in a group        | {name: a, group: {steps: [{name: b, script: x, dependsOn: [b]}]}} | a step does not depend on itself
            an empty group           | {name: a, group: {steps: []}}          | should have at least 1 items
            both ways of undoing     | {name: a, script: x, rollback: {script: a, command: [b]}} | command and script exclude one another
            a pipeline of no name    | {name: a, trigger: {async: true}}      | spec.steps[0].trigger.pipeline: Required value
            more labels than a run has | {name: a, trigger: {pipeline: p, labels: [l0, l1, l2, l3, l4, l5, l6, l7, l8, l9, l10, l11, l12, l13, l14, l15, l16, l17, l18, l19, l20, l21, l22, l23, l24, l25, l26, l27, l28, l29, l30, l31, l32]}} | spec.steps[0].trigger.labels: Too many: 33: must have at most 32 items
            a group of no name       | {name: a, script: x, concurrency: {limit: 2}} | spec.steps[0].concurrency.group: Required value
            a limit above a thousand | {name: a, script: x, concurrency: {group: g, limit: 1001}} | spec.steps[0].concurrency.limit: Invalid value: 1001
            an order of its own      | {name: a, script: x, concurrency: {group: g, method: Fair}} | supported values: "Eager", "Ordered"
            far too urgent           | {name: a, script: x, priority: 1001}   | spec.steps[0].priority: Invalid value: 1001
            a soft success           | {name: a, script: x, softFail: {exitCodes: [0]}} | spec.steps[0].softFail.exitCodes[0]
            a yes of nobody          | {name: a, block: {}, approval: {quorum: 0}} | spec.steps[0].approval.quorum: Invalid value: 0
            a third level            | {name: a, script: x, when: {not: {not: {not: {labels: [x]}}}}} | unknown field "spec.steps[0].when.not.not.not"
            """)
    void aStepIsRefused(String name, String step, String expected) {
        assertThat(create(pipeline("{steps: [" + step + "]}"))).contains(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            textBlock =
                    """
            no steps                | {}                                       | spec.steps: Required value
            an empty list of steps  | {steps: []}                              | should have at least 1 items
            two steps of one name   | {steps: [{name: a, script: x}, {name: a, script: y}]} | spec.steps[1]: Duplicate value: {"name":"a"}
            no and two triggers     | {triggers: [{event: e, schedule: "* * * * *"}], steps: [{name: a, script: x}]} | a trigger has exactly one of event and schedule
            a time zone of an event | {triggers: [{event: e, timeZone: UTC}], steps: [{name: a, script: x}]} | timeZone and onMissed go with schedule
            four fields of cron     | {triggers: [{schedule: "* * * *"}], steps: [{name: a, script: x}]} | spec.triggers[0].schedule
            a claim with a size     | {workspace: {volume: {claim: c, size: 1Gi}}, steps: [{name: a, script: x}]} | claim excludes size and storageClass
            a claim of each job     | {workspace: {volume: {claim: c, scope: Job}}, steps: [{name: a, script: x}]} | claim excludes scope: Job
            an option as a revision | {workspace: {git: {url: "https://g/x", revision: "--upload-pack=x"}}, steps: [{name: a, script: x}]} | spec.workspace.git.revision
            a URL that runs a program | {workspace: {git: {url: "ext::sh -c x"}}, steps: [{name: a, script: x}]} | spec.workspace.git.url
            a file as a URL         | {workspace: {git: {url: "file:///etc"}}, steps: [{name: a, script: x}]} | spec.workspace.git.url
            failures without batches | {rollout: {maxFailures: 1}, steps: [{name: a, script: x}]} | maxFailures goes with batchSize
            a target twice          | {targets: [{name: t}, {name: t}], steps: [{name: a, script: x}]} | spec.targets[1]: Duplicate value: {"name":"t"}
            no name of a target     | {targets: [{name: Web_1}], steps: [{name: a, script: x}]} | spec.targets[0].name
            batches of none         | {rollout: {batchSize: 0}, steps: [{name: a, script: x}]} | spec.rollout.batchSize
            what was missed, all    | {triggers: [{schedule: "* * * * *", onMissed: RunAll}], steps: [{name: a, script: x}]} | supported values: "RunOnce", "Skip"
            another way to wait     | {concurrency: {group: g, onConflict: Wait}, steps: [{name: a, script: x}]} | supported values: "CancelOlder", "Queue", "Reject"
            fail fast, perhaps      | {failFast: perhaps, steps: [{name: a, script: x}]} | spec.failFast in body must be of type boolean
            a limit of none         | {concurrency: {group: g, limit: 0}, steps: [{name: a, script: x}]} | spec.concurrency.limit
            """)
    void aPipelineIsRefused(String name, String spec, String expected) {
        assertThat(create(pipeline(spec))).contains(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            textBlock =
                    """
            neither                    | {cancel: false}                          | a run has exactly one of pipeline and pipelineSpec
            both                       | {pipeline: p, pipelineSpec: {steps: [{name: a, script: x}]}} | a run has exactly one of pipeline and pipelineSpec
            a revision of its own text | {revision: r, pipelineSpec: {steps: [{name: a, script: x}]}} | revision goes with pipeline
            a bad step of its own text | {pipelineSpec: {steps: [{name: a}]}}     | spec.pipelineSpec.steps[0]: Invalid value: a step is exactly one of
            rerun of what is not known | {pipeline: p, rerunOf: {run: r, mode: All}} | supported values: "Failed", "From", "Steps"
            rights of a Pod            | {pipeline: p, overrides: {steps: [{name: a, securityContext: {}}]}} | unknown field "spec.overrides.steps[0].securityContext"
            an agent in place of another | {pipeline: p, overrides: {steps: [{name: a, agent: root}]}} | unknown field "spec.overrides.steps[0].agent"
            a step twice               | {pipeline: p, overrides: {steps: [{name: a}, {name: a}]}} | spec.overrides.steps[1]: Duplicate value: {"name":"a"}
            rerun of no steps          | {pipeline: p, rerunOf: {run: r, mode: From}} | steps go with mode From and Steps
            """)
    void aRunIsRefused(String name, String spec, String expected) {
        assertThat(create(run(spec).replace("{name: fixed}", "{name: other}"))).contains(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0000',
            textBlock =
                    """
            another pipeline   | {"pipeline": "q"}                             | spec.pipeline: Invalid value: pipeline of a run can't be changed: make a new run
            another value      | {"variables": {"a": "c"}}                     | variables of a run can't be changed
            a further variable | {"variables": {"b": "c"}}                     | variables of a run can't be changed
            another label      | {"labels": ["y"]}                             | labels of a run can't be changed
            another target     | {"targets": [{"name": "u"}]}                  | targets of a run can't be changed
            a further field    | {"timeout": "1h"}                             | the spec of a run can't be changed, save cancel: make a new run
            a field less       | {"variables": null}                           | the spec of a run can't be changed, save cancel: make a new run
            its own text now   | {"pipeline": null, "pipelineSpec": {"steps": [{"name": "a", "script": "x"}]}} | the spec of a run can't be changed
            """)
    void aChangeOfARunIsRefused(String name, String spec, String expected) {
        assertThat(patch("fixed", spec)).contains(expected);
    }

    @Test
    void aRunOfItsOwnTextKeepsIt() {
        var text = "{\"pipelineSpec\": {\"steps\": [{\"name\": \"a\", \"script\": \"%s\"}]}}";
        create(run(text.formatted("x")).replace("name: fixed", "name: own"));
        assertThat(patch("own", text.formatted("y"))).contains("pipelineSpec of a run can't be changed");
    }

    @Test
    void aRunIsCancelledOnce() {
        create(run("{pipeline: p}").replace("name: fixed", "name: cancelled"));
        assertThat(patch("cancelled", "{\"cancel\": true}")).contains("patched");
        assertThat(patch("cancelled", "{\"cancel\": false}"))
                .contains("spec.cancel: Invalid value: a run that was cancelled stays so: make a new run");
        assertThat(patch("cancelled", "{\"cancel\": null}")).contains("a run that was cancelled stays so");
    }

    @Test
    void aNameIsALabelToo() {
        assertThat(create(run("{pipeline: p}").replace("name: fixed", "name: " + "a".repeat(64))))
                .contains("the name of a run has at most 63 characters");
        assertThat(create(pipeline("{steps: [{name: a, script: x}]}").replace("name: made", "name: " + "a".repeat(64))))
                .contains("the name of a pipeline has at most 63 characters");
    }

    @Test
    void fieldsAreExplained() {
        assertThat(kubectl("", "explain", "pipeline.spec.steps.group.steps.parallelism"))
                .contains("How many jobs the step is");
    }

    private static String pipeline(String spec) {
        return "kind: Pipeline\nmetadata: {name: made}\nspec: %s\n".formatted(spec);
    }

    private static String run(String spec) {
        return "kind: PipelineRun\nmetadata: {name: fixed}\nspec: %s\n".formatted(spec);
    }

    private static String create(String resource) {
        return kubectl("apiVersion: sluice.dev/v1alpha1\n" + resource, "-n", NAMESPACE, "create", "-f", "-");
    }

    private static String patch(String run, String spec) {
        return kubectl(
                "", "-n", NAMESPACE, "patch", "pipelinerun", run, "--type=merge", "-p", "{\"spec\": " + spec + "}");
    }

    private static String kubectl(String input, String... arguments) {
        try {
            var command = Stream.concat(Stream.of("kubectl"), Arrays.stream(arguments))
                    .toList();
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            try (var in = process.getOutputStream()) {
                in.write(input.getBytes(StandardCharsets.UTF_8));
            }
            // The API server says the type of what a rule refuses, which says nothing to anybody.
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .replaceAll("Invalid value: \"(object|string)\": ", "Invalid value: ");
        } catch (IOException e) {
            throw new AssertionError("kubectl is needed on the PATH", e);
        }
    }
}
