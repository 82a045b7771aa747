package dev.sluice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.sluice.api.v1alpha1.Notified;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.fake.Resources;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.server.mock.EnableKubernetesMockClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The edge of notifications: threads, a receiver that listens, and a run that is woken by its answer and by nothing else (C5). */
@EnableKubernetesMockClient(crud = true)
class NotifyOnMockServerTest {

    private static final Logger SERVER_LOG = Logger.getLogger("io.fabric8.mockwebserver");

    KubernetesClient client;

    @TempDir
    Path channels;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Queue<String> received = new ConcurrentLinkedQueue<>();
    private HttpServer receiver;
    private SluiceOperator operator;

    @BeforeEach
    void start() throws IOException {
        SERVER_LOG.setLevel(Level.WARNING);
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders().getFirst("Sluice-Event"));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        receiver.start();
        Files.writeString(
                channels.resolve("hook"),
                "type: webhook\nkey: 0123456789abcdef\nurl: http://127.0.0.1:"
                        + receiver.getAddress().getPort());
        operator = new SluiceOperator(
                client,
                registry,
                OperatorSettingsBuilder.builder(OperatorSettings.DEFAULT)
                        .namespaces(Set.of("n"))
                        .port(0)
                        .reconcileThreads(4)
                        .requestThreads(4)
                        .channels(Optional.of(channels))
                        .build());
        operator.start();
    }

    @AfterEach
    void stop() {
        operator.close();
        receiver.stop(0);
    }

    @Test
    void whatCameOfItIsOnRecordAFewSecondsLater() {
        client.resource(Resources.inline(
                        "r", "steps: [{name: release, block: {}, approval: {notify: [hook, nobody]}}]\n"))
                .create();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> notified().stream()
                                .filter(entry -> entry.time() != null)
                                .count()
                        == 2);
        assertThat(List.copyOf(received)).containsExactly("Requested");
        assertThat(notified().get(0).error()).isNull();
        assertThat(notified().get(1).error()).isEqualTo("no channel of this name is configured");
        assertThat(registry.scrape())
                .contains("sluice_notifications_total{kind=\"webhook\",result=\"delivered\"} 1.0")
                .contains("sluice_notifications_total{kind=\"none\",result=\"failed\"} 1.0");
    }

    private List<Notified> notified() {
        PipelineRun run = client.resources(PipelineRun.class)
                .inNamespace("n")
                .withName("r")
                .get();
        return run.getStatus() == null || run.getStatus().gates() == null
                ? List.of()
                : run.getStatus().gates().get(0).notified();
    }
}
