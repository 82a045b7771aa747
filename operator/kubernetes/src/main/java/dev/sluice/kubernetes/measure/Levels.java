package dev.sluice.kubernetes.measure;

import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.observe.PodState;
import dev.sluice.kubernetes.report.RunStatuses;
import dev.sluice.kubernetes.source.RunSources;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Levels are counted when Prometheus asks, from what informers know; a count that is kept goes wrong. */
public final class Levels {

    private static final List<Phase> ACTIVE =
            List.of(Phase.PENDING, Phase.RUNNING, Phase.WAITING_APPROVAL, Phase.ROLLING_BACK);

    private Levels() {}

    public static void register(MeterRegistry registry, RunSources sources) {
        for (Phase phase : ACTIVE) {
            Gauge.builder("sluice.runs.active", sources, s -> count(s, phase))
                    .description("Runs that have not ended, by phase")
                    .tag("phase", word(phase))
                    .register(registry);
        }
        Gauge.builder("sluice.jobs.active", sources, Levels::jobs)
                .description("Pods of jobs that have not ended")
                .register(registry);
        Gauge.builder("sluice.gates.waiting", sources, Levels::gates)
                .description("Gates that wait for a person")
                .register(registry);
    }

    private static long count(RunSources sources, Phase phase) {
        return sources.runs()
                .filter(run -> (run.getStatus() == null
                                ? Phase.PENDING
                                : run.getStatus().phase())
                        == phase)
                .count();
    }

    private static long jobs(RunSources sources) {
        return sources.pods().filter(pod -> !PodState.terminal(pod)).count();
    }

    private static long gates(RunSources sources) {
        return sources.runs()
                .filter(run -> !RunStatuses.ended(run.getStatus()))
                .flatMap(Levels::gates)
                .filter(gate -> "WAITING".equals(String.valueOf(gate.state()).toUpperCase(Locale.ROOT)))
                .count();
    }

    private static Stream<GateStatus> gates(PipelineRun run) {
        return run.getStatus() == null || run.getStatus().gates() == null
                ? Stream.of()
                : run.getStatus().gates().stream();
    }

    private static String word(Phase phase) {
        StringBuilder word = new StringBuilder();
        for (String part : phase.name().split("_")) {
            word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        return word.toString();
    }
}
