package dev.sluice.kubernetes.measure;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.kubernetes.report.RunStatuses;
import dev.sluice.kubernetes.run.Reporter;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** What Prometheus is told of runs and reconciles. Labels are words of the API, never names of people's objects. */
public final class OperatorMetrics implements Metrics, Reporter.Listener {

    private static final Duration[] RUNS = seconds(1, 2, 5, 10, 30, 60, 300, 900, 3600, 14400);
    private static final Duration[] RECONCILES = {
        Duration.ofMillis(1),
        Duration.ofMillis(5),
        Duration.ofMillis(20),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(2)
    };

    private final MeterRegistry registry;

    public OperatorMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (String outcome : new String[] {"Succeeded", "Failed", "Cancelled"}) {
            runs(outcome); // there from the start, so that a rate has a zero to begin with
        }
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        String kind = execution.controllerName();
        Timer.Sample sample = Timer.start(registry);
        try {
            return execution.execute();
        } finally {
            Counter.builder("sluice.reconciles")
                    .description("Reconciles, by kind of resource")
                    .tag("kind", kind)
                    .register(registry)
                    .increment();
            sample.stop(Timer.builder("sluice.reconcile.duration")
                    .description("How long a reconcile takes")
                    .tag("kind", kind)
                    .serviceLevelObjectives(RECONCILES)
                    .register(registry));
        }
    }

    @Override
    public void written(PipelineRun run, PipelineRunStatus before, PipelineRunStatus after) {
        if (!RunStatuses.ended(after)) {
            return;
        }
        String outcome = word(after.phase().name());
        runs(outcome).increment();
        if (after.startTime() != null) {
            duration("sluice.run.duration", "How long runs take", outcome, after.startTime(), after.completionTime());
        }
        if (after.steps() != null) {
            after.steps().forEach(this::step);
        }
    }

    private void step(StepStatus step) {
        if (step.startTime() != null && step.completionTime() != null) {
            duration(
                    "sluice.step.duration",
                    "How long steps take",
                    word(step.state().name()),
                    step.startTime(),
                    step.completionTime());
        }
    }

    private void duration(String name, String description, String outcome, Instant start, Instant end) {
        Timer.builder(name)
                .description(description)
                .tag("outcome", outcome)
                .serviceLevelObjectives(RUNS)
                .register(registry)
                .record(Duration.between(start, end));
    }

    private Counter runs(String outcome) {
        return Counter.builder("sluice.runs")
                .description("Runs that have ended, by outcome")
                .tag("outcome", outcome)
                .register(registry);
    }

    private static String word(String constant) {
        return constant.charAt(0) + constant.substring(1).toLowerCase(Locale.ROOT);
    }

    private static Duration[] seconds(int... bounds) {
        Duration[] durations = new Duration[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            durations[i] = Duration.ofSeconds(bounds[i]);
        }
        return durations;
    }
}
