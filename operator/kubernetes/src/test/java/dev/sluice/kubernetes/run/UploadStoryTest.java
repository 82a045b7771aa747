package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Upload;
import dev.sluice.kubernetes.act.Cluster;
import dev.sluice.kubernetes.fake.Believing;
import dev.sluice.kubernetes.fake.FakeCluster;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Reconciling;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.name.Labels;
import dev.sluice.kubernetes.pin.Acceptor;
import dev.sluice.kubernetes.pin.UploadRevisions;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Steps that jobs add to their run, in a cluster that only pretends (A7). */
class UploadStoryTest {

    private static final String PIPELINE =
            """
            defaults: {image: busybox:1}
            steps:
            - {name: a, script: x, upload: true}
            - {name: w, wait: {}}
            - {name: last, script: x}
            """;
    private static final String TWO = "---\n- {name: one, script: x}\n- {name: two, script: x, dependsOn: [one]}\n";

    private Instant now = Instant.parse("2026-11-21T10:00:20Z");
    private final Clock clock = ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    private FakeCluster cluster = new FakeCluster(v -> clock.instant());
    private RunReconciliation operator = operator(cluster);

    @Test
    void what_a_job_ended_with_runs_before_what_waits_below() {
        begin(PIPELINE);
        end("a", TWO);
        reconcile();
        assertThat(steps()).containsExactlyInAnyOrder("a", "one");
        end("one", null);
        reconcile();
        end("two", null);
        reconcile();
        assertThat(steps()).containsExactlyInAnyOrder("a", "one", "two", "last");
        end("last", null);
        reconcile();
        assertThat(status().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(status().steps().stream().map(StepStatus::name)).containsExactly("a", "one", "two", "w", "last");
        assertThat(status().uploads()).hasSize(1);
        assertThat(status().uploads().get(0).step()).isEqualTo("a");
    }

    @Test
    void it_is_on_record_before_anything_of_it_is_created() {
        begin(PIPELINE);
        end("a", TWO);
        cluster.admission = pod -> {
            assertThat(status().uploads()).hasSize(1);
            return null;
        };
        reconcile();
        assertThat(steps()).contains("one");
        assertThat(cluster.writes).endsWith("create revision", "update status", "create pod");
    }

    @Test
    void an_upload_with_faults_fails_its_job_and_adds_nothing() {
        begin(PIPELINE.replace("upload: true", "upload: true, retry: {limit: 2}"));
        end("a", "---\n- {name: one, script: x, dependsOn: [nobody]}\n- {name: last, script: x}");
        reconcile();
        assertThat(status().phase()).isEqualTo(Phase.FAILED);
        assertThat(status().message())
                .startsWith("a failed: upload: steps[1].name: \"last\" is the name of spec.steps[2] already; "
                        + "upload: steps[0].dependsOn[0]: no step named \"nobody\"");
        assertThat(steps()).containsExactly("a");
    }

    @Test
    void a_step_that_may_not_upload_fails() {
        begin(PIPELINE.replace("upload: true", "timeout: 1h"));
        end("a", TWO);
        reconcile();
        assertThat(status().message()).contains("does not say upload: true");
        assertThat(cluster.revisions).hasSize(1);
    }

    @Test
    void an_agent_that_is_named_is_pinned_with_it() {
        cluster.agents.put(
                "builder",
                Resources.agent("builder", "spec: {containers: [{name: c, image: 'builder:1', command: [build]}]}"));
        begin(PIPELINE);
        end("a", "---\n- {name: one, agent: builder}");
        reconcile();
        cluster.agents.clear();
        assertThat(pod("one").getSpec().getContainers().get(0).getImage()).isEqualTo("builder:1");
        end("one", null);
        operator = operator(cluster);
        reconcile();
        assertThat(steps()).contains("last");
    }

    @Test
    void an_agent_that_is_not_there_is_a_fault() {
        begin(PIPELINE);
        end("a", "---\n- {name: one, agent: builder}\n- {name: two, script: x, agent: builder}");
        reconcile();
        assertThat(status().message())
                .startsWith("a failed: upload: steps[0].agent: there is no PodTemplate named builder; "
                        + "upload: steps[1].agent: there is no PodTemplate named builder");
    }

    @Test
    void what_was_pinned_while_the_job_runs_is_taken_up() {
        begin(PIPELINE);
        pinned("- {name: early, script: x, dependsOn: []}");
        reconcile();
        assertThat(steps()).containsExactlyInAnyOrder("a", "early");
        end("a", "---\n- {name: early, script: x, dependsOn: []}\n");
        end("early", null);
        reconcile();
        assertThat(status().uploads()).hasSize(1);
        assertThat(steps()).contains("last");
    }

    @Test
    void what_was_pinned_before_the_end_counts_also_where_the_informer_has_not_heard_of_it() {
        begin(PIPELINE);
        cluster.unheardOf.add(pinned("- {name: early, script: x}"));
        end("a", null);
        reconcile();
        assertThat(steps()).containsExactlyInAnyOrder("a", "early");
    }

    @Test
    void what_is_pinned_after_the_jobs_end_is_on_record_counts_no_more() {
        begin(PIPELINE);
        end("a", null);
        reconcile();
        forward();
        reconcile();
        pinned("- {name: late, script: x}");
        reconcile();
        assertThat(steps()).containsExactlyInAnyOrder("a", "last");
        assertThat(status().uploads()).isNull();
    }

    @Test
    void a_revision_that_another_run_owns_or_that_lies_is_never_believed() {
        begin(PIPELINE);
        ControllerRevision foreign = revision("- {name: foreign, script: x}");
        foreign.getMetadata().getOwnerReferences().get(0).setUid("another");
        ControllerRevision lying = revision("- {name: lying, script: x}");
        lying.getMetadata().setName("r-upload-otherwise");
        cluster.revisions.put("lying", lying);
        reconcile();
        assertThat(steps()).containsExactly("a");
        assertThat(status().steps()).hasSize(3);
    }

    /** Killed before every write in turn, with jobs that upload, upload again and are refused: the same steps run, each once. */
    @Test
    void cut_before_any_write_it_ends_the_same() {
        String whole = story(-1);
        assertThat(whole).contains("one=SUCCEEDED", "deeper=SUCCEEDED", "last=SUCCEEDED", "bad=FAILED");
        int writes = cluster.writes.size();
        for (int cut = 0; cut < writes; cut++) {
            assertThat(story(cut)).as("cut before write %d", cut).isEqualTo(whole);
        }
    }

    private String story(int cutBefore) {
        cluster = new FakeCluster(v -> clock.instant());
        operator = operator(cutting(cutBefore));
        begin(
                """
                defaults: {image: busybox:1}
                steps:
                - {name: a, script: x, upload: true}
                - {name: bad, script: x, upload: true, parallelism: 2, onFailure: Continue}
                - {name: w, wait: {}}
                - {name: last, script: x}
                """);
        for (int i = 0; i < 12 && status().completionTime() == null; i++) {
            end("a", "---\n- {name: one, script: x, upload: true}\n- {name: s, wait: {}}\n- {name: two, script: x}");
            end("bad", "---\n- {name: of-bad, script: x, dependsOn: []}\n");
            end("one", "---\n- {name: deeper, script: x}");
            List.of("two", "deeper", "of-bad", "last").forEach(step -> end(step, null));
            forward();
            reconcile();
        }
        assertThat(cluster.pods.values().stream().collect(Collectors.groupingBy(UploadStoryTest::job)))
                .allSatisfy((job, pods) -> assertThat(pods).as(job).hasSize(1));
        return status().phase() + " "
                + status().steps().stream().map(s -> s.name() + "=" + s.state()).toList() + status().uploads();
    }

    private static final class Killed extends RuntimeException {
        Killed() {
            super(null, null, false, false);
        }
    }

    /** An API server that answers nothing any more once, before its nth write. */
    private Cluster cutting(int before) {
        int[] cut = {before};
        return (Cluster) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Cluster.class}, (proxy, method, arguments) -> {
                    boolean write = method.getName().matches("create|delete.*|endNow|writeStatus");
                    if (write && cut[0]-- == 0) {
                        throw new Killed();
                    }
                    try {
                        return method.invoke(cluster, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    private RunReconciliation operator(Cluster api) {
        Reporter reporter = new Reporter(api, (run, before, after) -> {});
        return Reconciling.runs(api, cluster, new Acceptor(Resources.JSON, cluster), reporter, Believing.PROVEN, clock);
    }

    private void begin(String pipeline) {
        cluster.add(Resources.inline("r", pipeline));
        reconcile();
    }

    /** Until nothing kills it; who comes after knows nothing. */
    private void reconcile() {
        try {
            operator.reconcile(cluster.runs.get("r"));
        } catch (Killed e) {
            operator = operator(cluster);
            reconcile();
        }
    }

    private String pinned(String text) {
        return revision(text).getMetadata().getName();
    }

    private ControllerRevision revision(String text) {
        return new UploadRevisions(cluster, Resources.JSON)
                .pin(cluster.runs.get("r"), new Upload(new JobId("a", 0), text), Map.of());
    }

    private void end(String step, String message) {
        cluster.change(step, pod -> Pods.ended(pod, 0, "Completed", message));
    }

    private void forward() {
        now = now.plusSeconds(6);
    }

    private PipelineRunStatus status() {
        PipelineRun run = cluster.runs.get("r");
        return run.getStatus();
    }

    private Set<String> steps() {
        return cluster.pods.values().stream()
                .map(pod -> pod.getMetadata().getLabels().get(Labels.STEP))
                .collect(Collectors.toSet());
    }

    private Pod pod(String step) {
        return cluster.pods.values().stream()
                .filter(pod -> step.equals(pod.getMetadata().getLabels().get(Labels.STEP)))
                .findFirst()
                .orElseThrow();
    }

    private static String job(Pod pod) {
        Map<String, String> labels = pod.getMetadata().getLabels();
        return labels.get(Labels.STEP) + "/" + labels.get(Labels.JOB);
    }
}
