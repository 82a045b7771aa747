package dev.sluice.kubernetes.ask;

import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunSpec;
import dev.sluice.core.model.Rerun;
import dev.sluice.kubernetes.pin.Plans;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes a run that takes over from another what still holds (E5): the other's spec, with {@code rerunOf}. */
public final class RerunQuestion {

    /** Of the one run, and not of what it runs. */
    private static final List<String> ITS_OWN = List.of("cancel", "rerunOf", "startedBy");

    /** The API server adds five letters, and a run's name has at most 63. */
    private static final int LONGEST_PREFIX = 58;

    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private final CallersCluster cluster;

    public RerunQuestion(CallersCluster cluster) {
        this.cluster = cluster;
    }

    /**
     * How a run ended.
     *
     * @param degraded it succeeded, and something in it failed
     */
    public record Ended(Phase phase, boolean degraded, String message) {

        public String word() {
            return Words.of(phase);
        }
    }

    /** The new run's name. */
    public String make(Rerun rerun) throws Refused {
        PipelineRun earlier = cluster.runs().get(rerun.run());
        Optional<String> caller = earlier.getSpec().startedBy() == null
                ? Optional.empty()
                : cluster.rights().caller();
        PipelineRun again = new PipelineRun();
        String prefix = Plans.pipelineName(earlier);
        again.setMetadata(new ObjectMetaBuilder()
                .withGenerateName(prefix.substring(0, Math.min(prefix.length(), LONGEST_PREFIX - 1)) + "-")
                .build());
        again.setSpec(spec(earlier.getSpec(), rerun, caller));
        return cluster.runs().create(again).getMetadata().getName();
    }

    static PipelineRunSpec spec(PipelineRunSpec earlier, Rerun rerun, Optional<String> caller) {
        @SuppressWarnings("unchecked") // a record is a mapping
        Map<String, Object> spec = new LinkedHashMap<>(JSON.convertValue(earlier, Map.class));
        spec.keySet().removeAll(ITS_OWN);
        caller.ifPresent(name -> spec.put("startedBy", name));
        Map<String, Object> of = new LinkedHashMap<>();
        of.put("run", rerun.run());
        of.put("mode", Words.of(rerun.mode()));
        if (!rerun.steps().isEmpty()) {
            of.put("steps", rerun.steps());
        }
        spec.put("rerunOf", of);
        return JSON.convertValue(spec, PipelineRunSpec.class);
    }

    /** Returns when the run has come to its end. */
    public Ended await(String run) throws Refused {
        PipelineRun ended = cluster.runs()
                .await(
                        run,
                        found -> found.getStatus() != null && found.getStatus().completionTime() != null);
        boolean degraded = ended.getStatus().conditions().stream()
                .anyMatch(condition -> "CompletedWithFailures".equals(condition.reason()));
        return new Ended(
                ended.getStatus().phase(),
                degraded,
                Optional.ofNullable(ended.getStatus().message()).orElse(""));
    }
}
