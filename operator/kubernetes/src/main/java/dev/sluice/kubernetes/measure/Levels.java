package dev.sluice.kubernetes.measure;

import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.observe.PodState;
import dev.sluice.kubernetes.report.RunStatuses;
import io.fabric8.kubernetes.api.model.Pod;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.stream.Stream;

/** Levels are counted when Prometheus asks, from what informers know; a count that is kept goes wrong. */
public final class Levels {

    private static final List<Phase> ACTIVE =
            List.of(Phase.PENDING, Phase.RUNNING, Phase.WAITING_APPROVAL, Phase.ROLLING_BACK);

    private Levels() {}

    /** What informers know. */
    public interface Known {

        Stream<PipelineRun> runs();

        Stream<Pod> pods();
    }

    /** @param known the registry alone does not keep it alive */
    public static void register(MeterRegistry registry, Known known) {
        for (Phase phase : ACTIVE) {
            Gauge.builder("sluice.runs.active", known, k -> count(k, phase))
                    .description("Runs that have not ended, by phase")
                    .tag("phase", ApiWord.of(phase))
                    .register(registry);
        }
        Gauge.builder("sluice.jobs.active", known, Levels::jobs)
                .description("Pods of jobs that have not ended")
                .register(registry);
        Gauge.builder("sluice.gates.waiting", known, Levels::gates)
                .description("Gates that wait for a person")
                .register(registry);
    }

    private static long count(Known known, Phase phase) {
        return known.runs()
                .filter(run -> (run.getStatus() == null
                                ? Phase.PENDING
                                : run.getStatus().phase())
                        == phase)
                .count();
    }

    private static long jobs(Known known) {
        return known.pods().filter(pod -> !PodState.terminal(pod)).count();
    }

    private static long gates(Known known) {
        return known.runs()
                .filter(run -> !RunStatuses.ended(run.getStatus()))
                .flatMap(Levels::gates)
                .filter(gate -> gate.state() == GateStatus.GateState.WAITING)
                .count();
    }

    private static Stream<GateStatus> gates(PipelineRun run) {
        return run.getStatus() == null || run.getStatus().gates() == null
                ? Stream.of()
                : run.getStatus().gates().stream();
    }
}
