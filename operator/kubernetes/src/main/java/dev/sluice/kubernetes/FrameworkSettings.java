package dev.sluice.kubernetes;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.measure.OperatorMetrics;
import dev.sluice.kubernetes.source.RunChanges;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import java.time.Duration;

/** What java-operator-sdk is told about how to work for us. */
record FrameworkSettings(KubernetesClient client, OperatorSettings settings, OperatorMetrics metrics) {

    /** The framework's own default lets nothing finish. */
    private static final Duration TO_FINISH = Duration.ofSeconds(20);

    void configure(ConfigurationServiceOverrider configuration) {
        configuration
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(settings.reconcileThreads())
                .withReconciliationTerminationTimeout(TO_FINISH)
                .withParseResourceVersions(true)
                .withUseSSAToPatchPrimaryResource(false)
                .withStopOnInformerErrorDuringStartup(true)
                .withResourceCloner(new Same())
                .withMetrics(metrics);
    }

    /** Annotations change no generation, and people decide by them. */
    void configureRuns(ControllerConfigurationOverrider<PipelineRun> controller) {
        configure(controller);
        controller.withGenerationAware(false).withOnUpdateFilter(RunChanges::isNews);
    }

    <P extends HasMetadata> void configure(ControllerConfigurationOverrider<P> controller) {
        controller
                .withReconciliationMaxInterval(null) // a run at rest is not looked at
                .withRetry(GenericRetry.defaultLimitedExponentialRetry()
                        .setInitialInterval(Duration.ofSeconds(1))
                        .setIntervalMultiplier(2)
                        .setMaxInterval(60_000)
                        .withoutMaxAttempts());
        if (settings.namespaces().isEmpty()) {
            controller.watchingAllNamespaces();
        } else {
            controller.settingNamespaces(settings.namespaces());
        }
    }

    /** Nothing here changes what informers hold, so nothing needs a copy. */
    private static final class Same implements Cloner {
        @Override
        public <R extends HasMetadata> R clone(R object) {
            return object;
        }
    }
}
