package dev.sluice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Resources;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The edge: informers, events and requests, against a server that keeps what it is given and knows no rules. What a real API server
 * makes of it is told by the end-to-end tests.
 */
@EnableKubernetesMockClient(crud = true)
class OperatorOnMockServerTest {

    private static final String ONE = "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: echo a}\n";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Held, so that its level stays: the server tells every request. */
    private static final Logger SERVER_LOG = Logger.getLogger("io.fabric8.mockwebserver");

    KubernetesClient client;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private SluiceOperator operator;

    @BeforeAll
    static void beQuiet() {
        SERVER_LOG.setLevel(Level.WARNING);
    }

    @BeforeEach
    void start() {
        operator = new SluiceOperator(
                client,
                registry,
                OperatorSettingsBuilder.builder(OperatorSettings.DEFAULT)
                        .namespaces(Set.of("n"))
                        .port(0)
                        .reconcileThreads(4)
                        .requestThreads(4)
                        .build());
        operator.start();
    }

    @AfterEach
    void stop() {
        operator.close();
    }

    @Test
    void aRunGoesFromItsCreationToItsEnd() {
        client.resource(Resources.pipeline("p", ONE)).create();
        client.resource(Resources.run("r", "pipeline: p")).create();
        Pod pod = await().atMost(PATIENCE)
                .until(() -> onlyPod(), Optional::isPresent)
                .orElseThrow();
        assertThat(run("r").getStatus().phase()).isEqualTo(Phase.RUNNING);
        client.resource(Pods.succeeded(pod)).updateStatus();
        await().atMost(PATIENCE).until(() -> run("r").getStatus().phase() == Phase.SUCCEEDED);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(registry.scrape())
                .contains("sluice_runs_total{outcome=\"Succeeded\"} 1.0")
                .contains("sluice_runs_active{phase=\"Running\"} 0.0")
                .contains("sluice_reconciles_total{kind=\"pipelinerun\",outcome=\"success\"} 2.0")
                .contains("sluice_reconciles_total{kind=\"pipelinerun\",outcome=\"error\"} 0.0"));
    }

    @Test
    void aPipelineIsToldWhatIsWrongWithItOnce() {
        client.resource(Resources.pipeline("bad", ONE + "- {name: b, script: x, dependsOn: [aa]}\n"))
                .create();
        await().atMost(PATIENCE).until(() -> pipeline("bad").getStatus() != null);
        assertThat(pipeline("bad").getStatus().conditions()).singleElement().satisfies(condition -> {
            assertThat(condition.reason()).isEqualTo("Invalid");
            assertThat(condition.message()).contains("spec.steps[1].dependsOn[0]", "did you mean \"a\"");
        });
    }

    @Test
    void aRunStartsWhenItsPipelineAppears() {
        client.resource(Resources.run("early", "pipeline: late")).create();
        await().atMost(PATIENCE).until(() -> run("early").getStatus() != null);
        assertThat(run("early").getStatus().phase()).isEqualTo(Phase.PENDING);
        client.resource(Resources.pipeline("late", ONE)).create();
        await().atMost(PATIENCE).until(() -> run("early").getStatus().phase() == Phase.RUNNING);
    }

    @Test
    void itStopsWithoutWaitingForAnything() {
        long begun = System.nanoTime();
        operator.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(10));
    }

    private Optional<Pod> onlyPod() {
        List<Pod> pods = client.pods().inNamespace("n").list().getItems();
        return pods.stream().findFirst();
    }

    private PipelineRun run(String name) {
        return client.resources(PipelineRun.class)
                .inNamespace("n")
                .withName(name)
                .get();
    }

    private Pipeline pipeline(String name) {
        return client.resources(Pipeline.class).inNamespace("n").withName(name).get();
    }
}
