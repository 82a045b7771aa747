package dev.sluice.kubernetes;

import dev.sluice.kubernetes.measure.ApiRequests;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.concurrent.CountDownLatch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator as a process: runs until it is told to end, then finishes what it is at. */
public final class OperatorMain {

    private static final Logger log = LoggerFactory.getLogger(OperatorMain.class);

    private OperatorMain() {}

    /**
     * Returns when the process ends. Throws where it can't begin: no cluster, no rights, no CRDs.
     */
    public static void run(OperatorSettings settings) throws InterruptedException {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        CountDownLatch ended = new CountDownLatch(1);
        try (KubernetesClient client = Clients.client(new ApiRequests(registry));
                SluiceOperator operator = new SluiceOperator(client, registry, settings)) {
            Thread hook = new Thread(() -> stop(operator, ended), "stop");
            operator.start();
            Runtime.getRuntime().addShutdownHook(hook);
            ended.await();
        }
    }

    private static void stop(SluiceOperator operator, CountDownLatch ended) {
        log.info("stopping");
        operator.close();
        ended.countDown();
    }
}
