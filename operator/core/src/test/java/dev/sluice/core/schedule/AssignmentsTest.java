package dev.sluice.core.schedule;

import static dev.sluice.core.schedule.PlanMaker.plan;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import dev.sluice.core.model.Event;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.model.Work;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class AssignmentsTest {

    @Test
    void a_job_is_told_who_it_is() {
        Assignment assignment = only(
                Story.of(plan().step(
                                "test",
                                s -> s.parallelism(2).matrix("jdk", "17", "21").label("Test on ${matrix.jdk}"))),
                3);

        assertThat(assignment.environment())
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("SLUICE_RUN", "shop-x7k2p"),
                        Map.entry("SLUICE_RUN_ID", "8e1f"),
                        Map.entry("SLUICE_PIPELINE", "shop"),
                        Map.entry("SLUICE_STEP", "test"),
                        Map.entry("SLUICE_JOB", "test.1.1"),
                        Map.entry("SLUICE_LABEL", "Test on 21"),
                        Map.entry("SLUICE_ATTEMPT", "1"),
                        Map.entry("SLUICE_PARALLEL_JOB", "1"),
                        Map.entry("SLUICE_PARALLEL_JOB_COUNT", "2"),
                        Map.entry("SLUICE_MATRIX_JDK", "21"),
                        Map.entry("BUILDKITE_PARALLEL_JOB", "1"),
                        Map.entry("BUILDKITE_PARALLEL_JOB_COUNT", "2"),
                        Map.entry("BUILDKITE_JOB_ID", "8e1f-test.1.1"),
                        Map.entry("BUILDKITE_STEP_KEY", "test"),
                        Map.entry("BUILDKITE_LABEL", "Test on 21"),
                        Map.entry("BUILDKITE_BUILD_ID", "8e1f"),
                        Map.entry("BUILDKITE_PIPELINE_SLUG", "shop"),
                        Map.entry("BUILDKITE_RETRY_COUNT", "0")));
        assertThat(assignment.environment()).doesNotContainKeys("SLUICE_TASK", "SLUICE_CONFIG", "SLUICE_OUTPUT");
    }

    @Test
    void a_job_is_told_where_its_run_comes_from() {
        RunRequest request = Written.request(
                """
                payload: '{"a": 1}'
                traceId: 4bf92f
                event: {type: push, source: github, branch: "a ${b} $(id)", tag: v1, revision: 1f2e, message: "two\\nlines", sender: alice,
                        repository: "https://git.example/x", pullRequest: {number: 7, baseBranch: main, labels: [a, b c]}}
                """);
        Assignment assignment =
                only(Story.of(plan().request(request).step("a", s -> s.task("${branch} at ${revision}"))), 0);

        assertThat(assignment.environment())
                .containsAllEntriesOf(Map.ofEntries(
                        Map.entry("SLUICE_TASK", "a ${b} $(id) at 1f2e"),
                        Map.entry("SLUICE_BRANCH", "a ${b} $(id)"),
                        Map.entry("SLUICE_TAG", "v1"),
                        Map.entry("SLUICE_REVISION", "1f2e"),
                        Map.entry("SLUICE_EVENT", "push"),
                        Map.entry("SLUICE_SOURCE", "github"),
                        Map.entry("SLUICE_TRACE_ID", "4bf92f"),
                        Map.entry("SLUICE_PAYLOAD", "{\"a\": 1}"),
                        Map.entry("BUILDKITE_BRANCH", "a ${b} $(id)"),
                        Map.entry("BUILDKITE_TAG", "v1"),
                        Map.entry("BUILDKITE_COMMIT", "1f2e"),
                        Map.entry("BUILDKITE_MESSAGE", "two\nlines"),
                        Map.entry("BUILDKITE_REPO", "https://git.example/x"),
                        Map.entry("BUILDKITE_SOURCE", "webhook"),
                        Map.entry("BUILDKITE_BUILD_CREATOR", "alice"),
                        Map.entry("BUILDKITE_PULL_REQUEST", "7"),
                        Map.entry("BUILDKITE_PULL_REQUEST_BASE_BRANCH", "main"),
                        Map.entry("BUILDKITE_PULL_REQUEST_DRAFT", "false"),
                        Map.entry("BUILDKITE_PULL_REQUEST_LABELS", "a,b c")))
                .doesNotContainKeys("branch", "tag", "revision", "event");
    }

    @Test
    void what_is_not_known_of_the_event_is_not_there() {
        Assignment assignment =
                only(Story.of(plan().step("a", s -> s.task("[${branch}${tag}${revision}${event}]"))), 0);

        assertThat(assignment.environment())
                .containsEntry("SLUICE_TASK", "[]")
                .containsEntry("BUILDKITE_PULL_REQUEST", "false")
                .doesNotContainKeys("SLUICE_BRANCH", "SLUICE_TAG", "SLUICE_REVISION", "SLUICE_EVENT", "SLUICE_TRACE_ID")
                .doesNotContainKeys("SLUICE_PAYLOAD", "BUILDKITE_BRANCH", "BUILDKITE_COMMIT", "BUILDKITE_MESSAGE");
    }

    @Test
    void a_variable_of_the_pipeline_comes_before_the_events() {
        RunRequest request = Written.request("event: {branch: main}");
        PlanMaker plan = plan().request(request).variable("branch", "mine").step("a", s -> s.task("${branch}"));

        assertThat(only(Story.of(plan), 0).environment())
                .containsEntry("SLUICE_TASK", "mine")
                .containsEntry("branch", "mine")
                .containsEntry("SLUICE_BRANCH", "main");
    }

    @Test
    void a_further_attempt_says_its_number() {
        Decision decision = Story.of(plan().step("a", s -> s.retries(2)))
                .job("a", 0, 2, 0, Story.failed(1, 2, 3))
                .decide(3);

        assertThat(((Action.Start) decision.actions().get(0)).assignment().environment())
                .containsEntry("SLUICE_ATTEMPT", "3")
                .containsEntry("BUILDKITE_RETRY_COUNT", "2");
    }

    @Test
    void a_step_without_label_goes_by_its_name() {
        assertThat(only(Story.of(plan().step("a")), 0).environment()).containsEntry("SLUICE_LABEL", "a");
    }

    @Test
    void what_is_nearer_to_the_job_wins() {
        Assignment assignment = only(
                Story.of(plan().variable("A", "variable")
                        .variable("B", "variable")
                        .environment("B", "pipeline")
                        .environment("C", "pipeline")
                        .environment("SLUICE_STEP", "forged")
                        .step("a", s -> s.environment("C", "step")
                                .environment("D", "step")
                                .adjustment("D", "adjustment"))),
                0);

        assertThat(assignment.environment())
                .containsEntry("A", "variable")
                .containsEntry("B", "pipeline")
                .containsEntry("C", "step")
                .containsEntry("D", "adjustment")
                .containsEntry("SLUICE_STEP", "a");
    }

    @Test
    void texts_are_resolved() {
        Assignment assignment = only(
                Story.of(plan().variable("to", "prod").step("a", s -> s.matrix("os", "alpine")
                        .image("ci/${matrix.os}:${to}")
                        .task("Deploy to ${to}, not $${to}")
                        .config("{\"to\": \"${to}\"}")
                        .environment("WHERE", "${to}-${matrix.os}"))),
                0);

        assertThat(assignment.image()).contains("ci/alpine:prod");
        assertThat(assignment.environment())
                .containsEntry("SLUICE_TASK", "Deploy to prod, not ${to}")
                .containsEntry("SLUICE_CONFIG", "{\"to\": \"prod\"}")
                .containsEntry("WHERE", "prod-alpine");
    }

    @Test
    void a_script_belongs_to_the_shell_save_for_the_matrix() {
        assertThat(only(
                                Story.of(plan().step("a", s -> s.matrix("os", "x")
                                        .script("a ${matrix.os} ${to} $b $(c) $${d}"))),
                                0)
                        .program())
                .contains(new Work.Program.Script("a x ${to} $b $(c) $${d}"));
        assertThat(only(Story.of(plan().step("a", s -> s.matrix("os", "x").command("a-${matrix.os}", "${to}"))), 0)
                        .program())
                .contains(new Work.Program.Command(List.of("a-x", "${to}")));
    }

    @Test
    void what_another_pipeline_is_started_with_is_resolved_and_stays_data() {
        Event event = new Event("", "", "push", "${to}", "", "", "", "", "", Optional.empty(), Optional.empty());
        PlanMaker plan = plan().variable("to", "prod")
                .step("build", s -> s.outputs("url"))
                .step("on", s -> s.after("build")
                        .program(new Work.Program.Downstream(
                                "other",
                                Map.of("a", "${steps.build.outputs.url}", "b", "$${to} ${to}"),
                                List.of("to-${to}"),
                                event,
                                Optional.of("{\"to\": \"${to}\"}"),
                                true)));
        Decision decision = Story.of(plan)
                .job("build", 0, Story.succeeded(1, 2, Map.of("url", "${to} $(id)")))
                .decide(3);

        assertThat(((Action.Start) decision.actions().get(0)).assignment().program())
                .contains(new Work.Program.Downstream(
                        "other",
                        Map.of("a", "${to} $(id)", "b", "${to} prod"),
                        List.of("to-prod"),
                        new Event("", "", "push", "prod", "", "", "", "", "", Optional.empty(), Optional.empty()),
                        Optional.of("{\"to\": \"prod\"}"),
                        true));
    }

    @Test
    void outputs_are_passed_on_as_data() {
        String hostile = "\"; rm -rf / #\n${to} $(id) \\";
        PlanMaker plan = plan().variable("to", "prod")
                .step("build-it", s -> s.outputs("url"))
                .step("use", s -> s.after("build-it")
                        .task("see ${steps.build-it.outputs.url}")
                        .config("{\"u\": \"${steps.build-it.outputs.url}\"}"));
        Decision decision = Story.of(plan)
                .job("build-it", 0, Story.succeeded(1, 2, Map.of("url", hostile)))
                .decide(3);

        Map<String, String> environment =
                ((Action.Start) decision.actions().get(0)).assignment().environment();
        assertThat(environment)
                .containsEntry("SLUICE_OUTPUTS_BUILD_IT_URL", hostile)
                .containsEntry("SLUICE_TASK", "see " + hostile)
                .containsEntry("SLUICE_CONFIG", "{\"u\": \"\\\"; rm -rf / #\\u000a${to} $(id) \\\\\"}");
    }

    @Test
    void what_a_step_writes_besides_is_passed_on_where_it_says_so() {
        PlanMaker plan = plan().step("in", s -> s.outputs("url", "*"))
                .step("use", s -> s.after("in").task("${steps.in.outputs.more}"));
        Attempt.State wrote = Story.succeeded(1, 2, Map.of("url", "u", "more", "m", "and", "a"));

        assertThat(Story.of(plan).job("in", 0, 1, 0, wrote).decide(3).actions())
                .singleElement()
                .extracting(action -> ((Action.Start) action).assignment().environment())
                .asInstanceOf(InstanceOfAssertFactories.map(String.class, String.class))
                .containsEntry("SLUICE_TASK", "m")
                .containsEntry("SLUICE_OUTPUTS_IN_URL", "u")
                .containsEntry("SLUICE_OUTPUTS_IN_MORE", "m")
                .containsEntry("SLUICE_OUTPUTS_IN_AND", "a");
    }

    @Test
    void outputs_of_several_jobs_are_named_by_index() {
        PlanMaker plan = plan().step("build", s -> s.outputs("url").parallelism(2))
                .step("use", s -> s.after("build").task("${steps.build.outputs.url[1]}"));
        Decision decision = Story.of(plan)
                .job("build", 0, Story.succeeded(1, 2, Map.of("url", "first")))
                .settled("build", 1, outputs("second"))
                .decide(3);

        assertThat(((Action.Start) decision.actions().get(0)).assignment().environment())
                .containsEntry("SLUICE_TASK", "second")
                .doesNotContainKey("SLUICE_OUTPUTS_BUILD_URL");
    }

    @Test
    void outputs_of_what_failed_or_was_skipped_are_empty() {
        PlanMaker plan = plan().step("failed", s -> s.outputs("url").mayFail())
                .step("skipped", s -> s.outputs("url").skip("not now"))
                .step("use", s -> s.after("failed", "skipped")
                        .task("[${steps.failed.outputs.url}${steps.skipped.outputs.url}]"));
        Decision decision =
                Story.of(plan).job("failed", 0, Story.failed(1, 2, 3)).decide(3);

        assertThat(((Action.Start) decision.actions().get(0)).assignment().environment())
                .containsEntry("SLUICE_TASK", "[]")
                .containsEntry("SLUICE_OUTPUTS_FAILED_URL", "")
                .containsEntry("SLUICE_OUTPUTS_SKIPPED_URL", "");
    }

    private static JobReport outputs(String url) {
        return JobReports.succeeded(new Attempt(1, 0, Story.running(1)), Map.of("url", url), Story.at(1), Story.at(2));
    }

    private static Assignment only(Story story, int index) {
        return ((Action.Start) story.decide(0).actions().get(index)).assignment();
    }
}
