package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps that start other pipelines, on a laptop (A1); pipelines that are suspended. */
class DownstreamsTest {

    @TempDir
    Path directory;

    @Test
    void its_run_is_shown_within_and_has_a_record_of_its_own() throws IOException {
        Sluice.Result result = sluice(
                        pipeline(
                                "story",
                                "- {name: call, trigger: {pipeline: other, variables: {who: alice}}}\n"
                                        + "- {name: after, dependsOn: [call], script: 'echo $SLUICE_OUTPUTS_CALL_RUN > run'}"),
                        pipeline("other", "- {name: work, script: 'echo $who > who'}"))
                .call("run", "--pipeline", "story", "--spawn", "1");
        assertThat(result.out()).contains("  other ✓ [1/1] work … done in ");
        assertThat(result.status()).isZero();
        assertThat(Files.readString(directory.resolve("who"))).isEqualTo("alice\n");
        String child = Files.readString(directory.resolve("run")).strip();
        JsonNode record = record(child);
        assertThat(record.at("/state").asText()).isEqualTo("Succeeded");
        assertThat(record.at("/parent").asText()).startsWith("story-");
    }

    /** In the cluster it is a run like any other, and so it is here (C7). */
    @Test
    void its_run_is_rolled_back_by_hand_as_any_other() throws IOException {
        Sluice sluice = sluice(
                pipeline("story", "- {name: call, trigger: {pipeline: other, variables: {who: alice}}}"),
                pipeline(
                        "other",
                        "- {name: work, script: 'true', rollback: {script: 'echo undone for $who > undone'}}"));
        Sluice.Result run = sluice.call("run", "--pipeline", "story", "--json");
        JsonNode parent = new ObjectMapper().readTree(run.out());
        String child = parent.at("/steps/0/jobs/0/outputs/run").asText();
        Files.delete(directory.resolve("sluice.yaml"));

        Sluice.Result result = sluice.call("rollback", child, "--to", "work");

        assertThat(result.status()).as(result.out() + result.err()).isZero();
        assertThat(directory.resolve("undone")).hasContent("undone for alice");
        JsonNode record = record(child);
        assertThat(record.at("/reason").asText()).isEqualTo("RolledBack");
        assertThat(record.at("/parent")).isEqualTo(parent.at("/run"));
        assertThat(record(parent.at("/run").asText())).isEqualTo(parent);
    }

    @Test
    void its_failure_is_the_steps() {
        Sluice.Result result = sluice(
                        pipeline("story", "- {name: call, trigger: {pipeline: other}}"),
                        pipeline("other", "- {name: work, script: exit 3}"))
                .call("run", "--pipeline", "story");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.outLines())
                .anyMatch(l -> l.matches(
                        "✗ story failed in .*: call failed: run other-\\S+ failed: work failed: exit code 3"));
        assertThat(result.out()).contains("    next:  see what its run tells, then sluice rerun story-");
    }

    @Test
    void one_that_is_not_waited_for_does_not_count_and_ends_before_the_process() throws IOException {
        Sluice.Result result = sluice(
                        pipeline("story", "- {name: call, trigger: {pipeline: other, async: true}}"),
                        pipeline("other", "- {name: work, script: 'sleep 1; echo done > done; exit 3'}"))
                .call("run", "--pipeline", "story");
        assertThat(result.status()).isZero();
        assertThat(result.out()).contains("waiting for 1 run that steps started and did not wait for");
        assertThat(Files.readString(directory.resolve("done"))).isEqualTo("done\n");
    }

    @Test
    void processes_of_all_runs_share_what_spawn_allows() throws IOException {
        String loud = "script: 'mkdir busy || exit 9; sleep 0.3; rmdir busy'";
        Sluice.Result result = sluice(
                        pipeline(
                                "story",
                                "- {name: a, trigger: {pipeline: other, async: true}}\n- {name: b, trigger: {pipeline: other, async: true}}\n- {name: c, dependsOn: [], "
                                        + loud + "}"),
                        pipeline("other", "- {name: work, parallelism: 2, " + loud + "}"))
                .call("run", "--pipeline", "story", "--spawn", "1");
        assertThat(result.out()).doesNotContain("✗");
        assertThat(result.status()).as(result.err()).isZero();
    }

    @Test
    void one_that_needs_what_those_hold_that_wait_for_it_is_refused_at_once() {
        Sluice sluice = sluice(
                pipeline("story", "- {name: call, trigger: {pipeline: between}}", "{group: g}"),
                pipeline("between", "- {name: further, concurrency: {group: prod}, trigger: {pipeline: other}}"),
                pipeline("other", "- {name: work, script: 'touch ran', concurrency: {group: prod}}", "{group: g}"));
        Sluice.Result result = sluice.call("run", "--pipeline", "story");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .containsPattern(
                        "further failed: run other-\\S+ failed: it would wait for ever for a place in concurrency group g \\(limit 1\\),"
                                + " held by run story-\\S+, whose step call waits for this run; its step work would wait for ever for"
                                + " a place in concurrency group prod \\(limit 1\\), held by step further of run between-\\S+, which waits"
                                + " for this run; make a trigger step between the two async, or use another group");
        assertThat(result.out()).contains("next:  mend one of the two pipelines as it says, then sluice rerun story-");
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    /** Also a step that was not there when the run began, and at no height is anything tried again. */
    @Test
    void what_a_job_of_it_adds_and_would_wait_for_ever_has_failed_at_once() throws IOException {
        String uploads =
                "printf -- '---\\n- {name: first, script: touch ran}\\n- {name: deploy, dependsOn: [first], script: touch ran,"
                        + " concurrency: {group: prod}}\\n' >> $SLUICE_OUTPUT; echo + >> tries";
        Sluice sluice = sluice(
                tryingAgain(pipeline("story", "- {name: call, trigger: {pipeline: between}}")),
                tryingAgain(pipeline(
                        "between", "- {name: further, concurrency: {group: prod}, trigger: {pipeline: other}}")),
                pipeline("other", "- name: work\n  upload: true\n  script: |\n    " + uploads));
        Sluice.Result result = sluice.call("run", "--pipeline", "story");
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.out())
                .containsPattern(
                        "further failed: run other-\\S+ failed: deploy failed: would wait for ever for a place in concurrency group prod"
                                + " \\(limit 1\\), held by step further of run between-\\S+, which waits for this run; make a trigger"
                                + " step between the two async, or use another group");
        assertThat(Files.readAllLines(directory.resolve("tries"))).containsExactly("+");
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void one_that_is_not_waited_for_takes_the_place_of_the_run_that_started_it() throws IOException {
        String notes = "script: 'echo + >> notes; sleep 0.3; echo - >> notes'";
        Sluice.Result result = sluice(
                        pipeline(
                                "story",
                                "- {name: call, trigger: {pipeline: other, async: true}}\n- {name: own, dependsOn: [], "
                                        + notes + "}",
                                "{group: g}"),
                        pipeline("other", "- {name: work, " + notes + "}", "{group: g}"))
                .call("run", "--pipeline", "story");
        assertThat(result.status()).as(result.out()).isZero();
        assertThat(Files.readAllLines(directory.resolve("notes"))).containsExactly("+", "-", "+", "-");
    }

    @Test
    void one_that_cancels_older_runs_cancels_those_of_its_own_process_alone_and_none_that_wait_for_it()
            throws IOException {
        String latest = "{group: g, limit: 2, onConflict: CancelOlder}";
        Sluice.Result result = sluice(
                        pipeline(
                                "story",
                                "- {name: old, trigger: {pipeline: old, async: true}}\n- {name: begun, dependsOn: [old], script: 'until"
                                        + " [ -e old ]; do sleep 0.1; done'}\n- {name: call, dependsOn: [begun], trigger: {pipeline: other}}",
                                latest),
                        pipeline("old", "- {name: work, script: 'touch old; sleep 300; touch never'}", latest),
                        pipeline("other", "- {name: work, script: 'echo done > done'}", latest))
                .call("run", "--pipeline", "story", "--spawn", "4");
        assertThat(result.out()).contains("✓ story succeeded").contains("old cancelled");
        assertThat(result.status()).as(result.out()).isZero();
        assertThat(directory.resolve("done")).exists();
        assertThat(directory.resolve("never")).doesNotExist();
    }

    @Test
    void its_jobs_go_before_those_of_the_run_that_waits_for_it() throws IOException {
        String deploy = "script: 'echo $SLUICE_STEP >> notes', concurrency: {group: prod}}";
        Sluice.Result result = sluice(
                        pipeline(
                                "story",
                                "- {name: call, trigger: {pipeline: other}}\n- {name: later, dependsOn: [call], "
                                        + deploy),
                        pipeline("other", "- {name: deploy, " + deploy))
                .call("run", "--pipeline", "story");
        assertThat(result.status()).as(result.out()).isZero();
        assertThat(Files.readAllLines(directory.resolve("notes"))).containsExactly("deploy", "later");
    }

    @Test
    void ctrl_c_reaches_it() throws Exception {
        Sluice sluice = sluice(
                pipeline("story", "- {name: call, trigger: {pipeline: other}}"),
                pipeline("other", "- {name: work, script: 'echo $$ > pid; sleep 300'}"));
        Process process = sluice.start("run", "--pipeline", "story");
        Path pid = directory.resolve("pid");
        await().atMost(30, TimeUnit.SECONDS).until(() -> Files.exists(pid) && Files.size(pid) > 1);
        assertThat(new ProcessBuilder("kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor())
                .isZero();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(sluice.result(process).status()).isEqualTo(130);
        assertThat(ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())))
                .isEmpty();
    }

    @Test
    void what_is_missing_loops_or_is_wrong_is_told_before_anything_runs() {
        Sluice sluice = sluice(
                pipeline(
                        "story",
                        "- {name: a, script: 'touch ran'}\n- {name: b, trigger: {pipeline: othr}}\n- {name: c, trigger: {pipeline: other}}"),
                pipeline("other", "- {name: back, trigger: {pipeline: story}}\n- {name: s, trigger: {pipeline: held}}"),
                pipeline("held", "- {name: x, script: x}").replace("spec:\n", "spec:\n  suspend: true\n"));
        Sluice.Result result = sluice.call("run", "--pipeline", "story");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains(
                        "spec.steps[1].trigger.pipeline: no pipeline named \"othr\" here (did you mean \"other\"?); put it in the"
                                + " pipeline's file or name its file with --pipelines")
                .contains("spec.steps[0].trigger.pipeline: pipeline story would start itself: story → other → story")
                .contains("spec.suspend: is true, so no run of this pipeline starts; set it to false to run it");
        assertThat(directory.resolve("ran")).doesNotExist();
    }

    @Test
    void pipelines_of_other_files_are_found_where_they_are_named() throws IOException {
        Files.createDirectory(directory.resolve("more"));
        Sluice sluice = sluice(pipeline("story", "- {name: call, trigger: {pipeline: other}}"));
        sluice.file("more/other.yaml", pipeline("other", "- {name: work, script: 'true'}"));
        assertThat(sluice.call("run").status()).isEqualTo(2);
        assertThat(sluice.call("run", "--pipelines", "more").status()).isZero();
    }

    @Test
    void a_suspended_pipeline_is_planned_and_not_run() {
        Sluice sluice =
                sluice(pipeline("story", "- {name: a, script: 'true'}").replace("spec:\n", "spec:\n  suspend: true\n"));
        Sluice.Result result = sluice.call("run");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("sluice.yaml:5:3: spec.suspend: is true");
        assertThat(sluice.call("plan").status()).isZero();
    }

    private Sluice sluice(String... pipelines) {
        Sluice sluice = new Sluice(directory);
        sluice.file("sluice.yaml", String.join("---\n", List.of(pipelines)));
        return sluice;
    }

    private static String pipeline(String name, String steps) {
        return "apiVersion: sluice.dev/v1alpha1\nkind: Pipeline\nmetadata: {name: " + name
                + "}\nspec:\n  variables: {who: nobody}\n  steps:\n" + steps.indent(2);
    }

    private static String pipeline(String name, String steps, String concurrency) {
        return pipeline(name, steps).replace("spec:\n", "spec:\n  concurrency: " + concurrency + "\n");
    }

    private static String tryingAgain(String pipeline) {
        return pipeline.replace("spec:\n", "spec:\n  defaults: {retry: {limit: 2}}\n");
    }

    private JsonNode record(String run) throws IOException {
        try (Stream<Path> runs = Files.list(directory.resolve(".sluice/runs"))) {
            return new ObjectMapper()
                    .readTree(runs.filter(path -> path.getFileName().toString().equals(run))
                            .findFirst()
                            .orElseThrow()
                            .resolve("run.json")
                            .toFile());
        }
    }
}
