package dev.sluice.kubernetes;

import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.kubernetes.measure.ApiRequests;
import io.fabric8.kubernetes.api.model.ListOptions;
import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.javaoperatorsdk.operator.OperatorException;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator as a process: runs until it is told to end, then finishes what it is at. */
public final class OperatorMain {

    private static final Logger log = LoggerFactory.getLogger(OperatorMain.class);

    private OperatorMain() {}

    /**
     * Returns when the process ends.
     *
     * @throws CannotStart no cluster, no rights, no CRDs
     */
    public static void run(OperatorSettings settings) throws InterruptedException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        CountDownLatch ended = new CountDownLatch(1);
        try (KubernetesClient client = Clients.client(new ApiRequests(registry));
                SluiceOperator operator = new SluiceOperator(client, registry, settings)) {
            Thread hook = new Thread(() -> stop(operator, ended), "stop");
            start(client, operator, settings);
            Runtime.getRuntime().addShutdownHook(hook);
            ended.await();
        }
    }

    /** Asks the API server for something small first: the framework would log every layer of what it meets. */
    private static void start(KubernetesClient client, SluiceOperator operator, OperatorSettings settings) {
        try {
            var pipelines = client.resources(Pipeline.class);
            ListOptions one = new ListOptionsBuilder().withLimit(1L).build();
            settings.namespaces().stream()
                    .findFirst()
                    .ifPresentOrElse(
                            namespace -> pipelines.inNamespace(namespace).list(one),
                            () -> pipelines.inAnyNamespace().list(one));
            operator.start();
        } catch (OperatorException | KubernetesClientException | UncheckedIOException e) {
            throw CannotStart.because(client.getMasterUrl(), e);
        }
    }

    private static void stop(SluiceOperator operator, CountDownLatch ended) {
        log.info("stopping");
        operator.close();
        ended.countDown();
    }
}
