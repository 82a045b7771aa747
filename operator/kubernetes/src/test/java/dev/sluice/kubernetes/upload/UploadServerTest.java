package dev.sluice.kubernetes.upload;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.kubernetes.fake.FakeCluster;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Reconciling;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.name.Labels;
import dev.sluice.kubernetes.pin.Revisions;
import dev.sluice.kubernetes.pin.UploadRevisions;
import dev.sluice.kubernetes.run.Reporter;
import dev.sluice.kubernetes.run.RunReconciliation;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatusBuilder;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Uploads over HTTP: who is let in, and what is answered (A7). */
class UploadServerTest {

    private static final String GOOD = "- {name: more, script: x}";

    private final Clock clock = Clock.fixed(Instant.parse("2026-11-21T10:00:20Z"), ZoneOffset.UTC);
    private final FakeCluster cluster = new FakeCluster(v -> clock.instant());
    private final Map<String, Caller> tokens = new HashMap<>();
    private final RunReconciliation operator = operator();
    private UploadServer server;

    @BeforeEach
    void twoRuns() throws IOException {
        for (String run : List.of("r", "other")) {
            cluster.add(
                    Resources.inline(
                            run,
                            "defaults: {image: busybox:1}\nsteps:\n"
                                    + "- {name: a, script: x, upload: true}\n- {name: plain, script: x}\n- {name: w, wait: {}}\n"));
            operator.reconcile(cluster.runs.get(run));
        }
        cluster.pods.replaceAll((name, pod) -> Pods.running(pod));
        cluster.pods.values().forEach(pod -> tokens.put("token-of-" + run(pod) + "-" + step(pod), caller(pod)));
        Revisions revisions = new Revisions(cluster, Resources.JSON, Revisions.Known.NOTHING, clock);
        server = new UploadServer(
                0, new UploadDesk(new Fake(), cluster, revisions, new UploadRevisions(cluster, Resources.JSON)));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void what_is_let_in_is_pinned_and_the_run_takes_it_up() throws Exception {
        HttpResponse<String> answer = post("token-of-r-a", "", GOOD);
        assertThat(answer.body()).isEqualTo("added 1 step: more\n");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(uploads("r")).hasSize(1);
        assertThat(uploads("other")).isEmpty();
        operator.reconcile(cluster.runs.get("r"));
        assertThat(cluster.runs.get("r").getStatus().uploads()).hasSize(1);
        assertThat(cluster.runs.get("r").getStatus().steps()).hasSize(4);
    }

    @Test
    void twice_is_once_before_it_is_on_record_and_after() throws Exception {
        assertThat(post("token-of-r-a", "?run=r", GOOD).statusCode()).isEqualTo(200);
        assertThat(post("token-of-r-a", "", GOOD + "\n").body()).isEqualTo("added 1 step: more\n");
        operator.reconcile(cluster.runs.get("r"));
        assertThat(post("token-of-r-a", "", GOOD).body()).isEqualTo("added 1 step: more\n");
        assertThat(uploads("r")).hasSize(1);
    }

    @Test
    void a_second_upload_is_judged_with_the_first() throws Exception {
        post("token-of-r-a", "", GOOD);
        HttpResponse<String> answer =
                post("token-of-r-a", "", "- {name: more, script: z}\n- {name: b, script: x, dependsOn: [mor]}");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body())
                .isEqualTo("upload: steps[0].name: \"more\" is the name of uploads[0].steps[0] already\n"
                        + "upload: steps[1].dependsOn[0]: no step named \"mor\" (did you mean \"more\"?)\n");
        assertThat(uploads("r")).hasSize(1);
    }

    @Test
    void nobody_gets_in_without_a_token_that_is_good() throws Exception {
        assertThat(post(null, "", GOOD).statusCode()).isEqualTo(401);
        assertThat(post("expired-or-of-another-audience", "", GOOD).statusCode())
                .isEqualTo(401);
        assertThat(uploads("r")).isEmpty();
    }

    @Test
    void another_run_is_forbidden() throws Exception {
        HttpResponse<String> answer = post("token-of-other-a", "?run=r", GOOD);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("this job is of run other and can upload to no other\n");
        assertThat(uploads("r")).isEmpty();
        assertThat(uploads("other")).isEmpty();
    }

    @Test
    void a_step_that_does_not_say_upload_is_forbidden() throws Exception {
        HttpResponse<String> answer = post("token-of-r-plain", "", GOOD);
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).isEqualTo("step plain does not say upload: true\n");
    }

    @Test
    void labels_that_somebody_changed_let_nobody_in() throws Exception {
        cluster.pods.replaceAll((name, pod) -> step(pod).equals("plain")
                ? new PodBuilder(pod)
                        .editMetadata()
                        .addToLabels(Labels.STEP, "a")
                        .endMetadata()
                        .build()
                : pod);
        HttpResponse<String> answer = post("token-of-r-plain", "", GOOD);
        assertThat(answer.body()).isEqualTo("this token's Pod is not what its labels say\n");
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    @Test
    void a_pod_that_ended_that_goes_or_that_is_of_no_run_is_forbidden() throws Exception {
        change("r", pod -> Pods.succeeded(pod));
        assertThat(post("token-of-r-a", "", GOOD).body()).isEqualTo("this token's Pod does not run any more\n");
        change("other", pod -> Pods.deleted(pod, "2026-11-21T10:00:10Z", 30));
        assertThat(post("token-of-other-a", "", GOOD).statusCode()).isEqualTo(403);
        Pod somebodys = new PodBuilder(Pods.running(Pods.created()))
                .editMetadata()
                .withName("p")
                .withUid("u")
                .addToLabels(Labels.RUN, "r")
                .addToLabels(Labels.STEP, "a")
                .endMetadata()
                .build();
        cluster.pods.put("p", somebodys);
        tokens.put("somebodys", new Caller("n", "p", "u"));
        assertThat(post("somebodys", "", GOOD).body()).isEqualTo("this token's Pod is not of a run\n");
        tokens.put("of-its-predecessor", new Caller("n", "p", "another"));
        assertThat(post("of-its-predecessor", "", GOOD).statusCode()).isEqualTo(403);
    }

    @Test
    void what_is_too_large_is_not_read() throws Exception {
        assertThat(post("token-of-r-a", "", "#".repeat(1024 * 1024 + 1)).statusCode())
                .isEqualTo(413);
        assertThat(post("token-of-r-a", "", GOOD + "\n#" + "x".repeat(1024 * 1024 - 60))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void there_is_nothing_else_here() throws Exception {
        HttpRequest get = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + "/upload"))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(get, HttpResponse.BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(405);
        assertThat(post("token-of-r-a", "/more", GOOD).statusCode()).isEqualTo(404);
    }

    @Test
    void the_api_servers_word_on_a_token() {
        assertThat(ApiAccess.caller(review(true, "sluice", "system:serviceaccount:n:default")))
                .contains(new Caller("n", "p", "u"));
        assertThat(ApiAccess.caller(review(false, "sluice", "system:serviceaccount:n:default")))
                .isEmpty();
        assertThat(ApiAccess.caller(review(true, "https://kubernetes.default.svc", "system:serviceaccount:n:default")))
                .isEmpty();
        assertThat(ApiAccess.caller(review(true, "sluice", "alice"))).isEmpty();
        TokenReviewStatus ofNoPod = review(true, "sluice", "system:serviceaccount:n:default");
        ofNoPod.getUser().setExtra(Map.of());
        assertThat(ApiAccess.caller(ofNoPod)).isEmpty();
        assertThat(ApiAccess.caller((TokenReviewStatus) null)).isEmpty();
    }

    private static TokenReviewStatus review(boolean authenticated, String audience, String user) {
        return new TokenReviewStatusBuilder()
                .withAuthenticated(authenticated)
                .withAudiences(audience)
                .withNewUser()
                .withUsername(user)
                .addToExtra("authentication.kubernetes.io/pod-name", List.of("p"))
                .addToExtra("authentication.kubernetes.io/pod-uid", List.of("u"))
                .endUser()
                .build();
    }

    private HttpResponse<String> post(String token, String more, String text) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + server.port() + "/upload" + more))
                .POST(HttpRequest.BodyPublishers.ofString(text));
        if (token != null) {
            request.header("Authorization", "Bearer " + token);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private Collection<ControllerRevision> uploads(String run) {
        return cluster.uploadsOf("n", run);
    }

    private void change(String run, java.util.function.UnaryOperator<Pod> change) {
        cluster.pods.replaceAll((name, pod) -> run(pod).equals(run) ? change.apply(pod) : pod);
    }

    private static String run(Pod pod) {
        return pod.getMetadata().getLabels().getOrDefault(Labels.RUN, "");
    }

    private static String step(Pod pod) {
        return pod.getMetadata().getLabels().getOrDefault(Labels.STEP, "");
    }

    private static Caller caller(Pod pod) {
        return new Caller("n", pod.getMetadata().getName(), pod.getMetadata().getUid());
    }

    private final class Fake implements Access {
        @Override
        public Optional<Caller> caller(String token) {
            return Optional.ofNullable(tokens.get(token));
        }

        @Override
        public Optional<PodTemplate> agent(String namespace, String name) {
            return cluster.agent(namespace, name);
        }
    }

    private RunReconciliation operator() {
        Reporter reporter = new Reporter(cluster, (run, before, after) -> {});
        return Reconciling.runs(cluster, reporter, clock);
    }
}
