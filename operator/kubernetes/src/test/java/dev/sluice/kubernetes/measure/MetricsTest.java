package dev.sluice.kubernetes.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.notify.Courier;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.http.StandardHttpRequest;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** F5: levels are what there is, and labels are few, whatever people call their things. */
class MetricsTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private final Levels.Known known = new Levels.Known() {
        @Override
        public Stream<PipelineRun> runs() {
            return Stream.of(
                    Resources.inline("new", "steps: [{name: a, script: x}]"),
                    run("phase: Pending"),
                    run("phase: Running"),
                    run("phase: Running\ngates: [{name: g, state: Approved}, {name: h, state: Waiting}]"),
                    run("phase: WaitingApproval\ngates: [{name: g, state: Waiting}, {name: h, state: Waiting}]"),
                    run("phase: RollingBack\ngates: [{name: g, state: Withdrawn}]"),
                    run("phase: Succeeded"),
                    run(
                            "phase: Cancelled\ncompletionTime: \"2026-11-21T10:00:05Z\"\ngates: [{name: g, state: Waiting}]"));
        }

        @Override
        public Stream<Pod> pods() {
            Pod pod = Pods.created();
            return Stream.of(
                    pod,
                    Pods.running(pod),
                    Pods.waiting(pod, "ImagePullBackOff", "no"),
                    Pods.succeeded(pod),
                    Pods.failed(pod, 1),
                    Pods.failedWith(pod, "Evicted", "no memory"));
        }
    };

    @Test
    void levelsAreWhatInformersKnowNow() {
        Levels.register(registry, known);
        assertThat(level("sluice.jobs.active")).isEqualTo(3);
        assertThat(level("sluice.gates.waiting"))
                .as("in runs that have not ended")
                .isEqualTo(3);
        Map<String, Double> phases = registry.find("sluice.runs.active").gauges().stream()
                .collect(Collectors.toMap(gauge -> gauge.getId().getTag("phase"), gauge -> gauge.value()));
        assertThat(phases)
                .isEqualTo(Map.of("Pending", 2.0, "Running", 2.0, "WaitingApproval", 1.0, "RollingBack", 1.0));
    }

    @Test
    void labelsAreWordsOfTheApiAndNeverNames() {
        OperatorMetrics metrics = new OperatorMetrics(registry);
        Levels.register(registry, known);
        new NoticeMetrics(registry).count("slack", Courier.Result.TOLD);
        ApiRequests requests = new ApiRequests(registry);
        for (String path : List.of(
                "/api/v1/namespaces/secret-n/pods/secret-p",
                "/version/secret",
                "/apis/apps/v1/namespaces/secret-n/controllerrevisions")) {
            requests.before(null, request(path), null);
        }
        for (String phase : List.of("Succeeded", "Partial", "Failed", "Cancelled")) {
            for (String state : List.of("Succeeded", "SoftFailed", "Partial", "Failed", "Cancelled", "RolledBack")) {
                metrics.written(run("phase: Running"), status("phase: Running"), ended(phase, state));
            }
        }
        assertThat(labels())
                .isEqualTo(Map.of(
                        "phase", Set.of("Pending", "Running", "WaitingApproval", "RollingBack"),
                        "outcome",
                                Set.of(
                                        "Succeeded",
                                        "SoftFailed",
                                        "Partial",
                                        "Failed",
                                        "Cancelled",
                                        "RolledBack",
                                        "success",
                                        "error"),
                        "kind", Set.of("pipelinerun", "pipeline", "webhook", "slack", "smtp", "none"),
                        "result", Set.of("delivered", "retried", "failed"),
                        "verb", Set.of("get", "list"),
                        "resource", Set.of("pods", "controllerrevisions", "other")));
    }

    private Map<String, Set<String>> labels() {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id -> id.getTags().stream())
                .filter(tag -> !tag.getKey().equals("le")) // the bounds of a histogram
                .collect(Collectors.groupingBy(
                        Tag::getKey, Collectors.mapping(Tag::getValue, Collectors.toCollection(TreeSet::new))));
    }

    private double level(String name) {
        return registry.get(name).gauge().value();
    }

    private static io.fabric8.kubernetes.client.http.HttpRequest request(String path) {
        return new StandardHttpRequest.Builder()
                .uri(URI.create("https://api:6443" + path))
                .build();
    }

    private static PipelineRunStatus ended(String phase, String state) {
        String times = "startTime: \"2026-11-21T10:00:00Z\"\ncompletionTime: \"2026-11-21T10:00:05Z\"\n";
        return status("phase: " + phase + "\n" + times + "steps:\n- name: secret-s\n  state: " + state + "\n"
                + times.indent(2));
    }

    private static PipelineRun run(String status) {
        PipelineRun run = Resources.inline("secret-r", "steps: [{name: secret-s, script: x}]");
        run.setStatus(status(status));
        return run;
    }

    private static PipelineRunStatus status(String yaml) {
        return Resources.JSON.unmarshal(yaml, PipelineRunStatus.class);
    }
}
