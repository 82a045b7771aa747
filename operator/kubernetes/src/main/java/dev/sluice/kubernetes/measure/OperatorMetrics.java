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
import java.util.List;
import java.util.concurrent.TimeUnit;

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

    /** Names of the controllers. */
    public static final String RUN = "pipelinerun";

    public static final String PIPELINE = "pipeline";

    private static final String SUCCESS = "success";
    private static final String ERROR = "error";

    private final MeterRegistry registry;

    public OperatorMetrics(MeterRegistry registry) {
        this.registry = registry;
        // There from the start, so that a rate has a zero to begin with.
        List.of("Succeeded", "Partial", "Failed", "Cancelled").forEach(this::runs);
        for (String kind : List.of(RUN, PIPELINE)) {
            reconciles(kind, SUCCESS);
            reconciles(kind, ERROR);
        }
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        long begun = System.nanoTime();
        boolean well = false;
        try {
            T result = execution.execute();
            well = true;
            return result;
        } finally {
            reconciled(execution.controllerName(), well ? SUCCESS : ERROR, System.nanoTime() - begun);
        }
    }

    private void reconciled(String kind, String outcome, long nanoseconds) {
        reconciles(kind, outcome).increment();
        Timer.builder("sluice.reconcile.duration")
                .description("How long a reconcile takes")
                .tag("kind", kind)
                .tag("outcome", outcome)
                .serviceLevelObjectives(RECONCILES)
                .register(registry)
                .record(nanoseconds, TimeUnit.NANOSECONDS);
    }

    private Counter reconciles(String kind, String outcome) {
        return Counter.builder("sluice.reconciles")
                .description("Reconciles, by kind of resource; outcome error: what failed is tried again")
                .tag("kind", kind)
                .tag("outcome", outcome)
                .register(registry);
    }

    @Override
    public void written(PipelineRun run, PipelineRunStatus before, PipelineRunStatus after) {
        if (!RunStatuses.ended(after) || RunStatuses.ended(before)) {
            return;
        }
        String outcome = ApiWord.of(after.phase());
        runs(outcome).increment();
        if (after.startTime() != null) {
            duration("sluice.run.duration", "How long runs take", outcome, after.startTime(), after.completionTime());
        }
        if (after.steps() != null) {
            // A gate takes as long as people do.
            after.steps().stream().filter(step -> !isGate(after, step)).forEach(this::step);
        }
    }

    private static boolean isGate(PipelineRunStatus status, StepStatus step) {
        return status.gates() != null
                && status.gates().stream().anyMatch(gate -> gate.name().equals(step.name()));
    }

    private void step(StepStatus step) {
        if (step.startTime() != null && step.completionTime() != null) {
            duration(
                    "sluice.step.duration",
                    "How long steps take",
                    ApiWord.of(step.state()),
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

    private static Duration[] seconds(int... bounds) {
        Duration[] durations = new Duration[bounds.length];
        for (int i = 0; i < bounds.length; i++) {
            durations[i] = Duration.ofSeconds(bounds[i]);
        }
        return durations;
    }
}
