package dev.sluice.kubernetes.guard;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Chain;
import dev.sluice.kubernetes.pin.PinnedPipeline;
import dev.sluice.kubernetes.pin.PinnedUpload;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** What people approve, as one hash: the pinned pipeline and its PodTemplates, what the run overrides, the variables, and what jobs added to the run. */
public final class Digests {

    private Digests() {}

    /** Empty where the run asks nobody. */
    public static String of(PipelineRun run, PinnedPipeline pinned, Plan plan, List<PinnedUpload> uploads) {
        if (plan.gates().isEmpty()) {
            return "";
        }
        List<String> parts = new ArrayList<>(
                List.of(pinned.digest(), String.valueOf(run.getSpec().overrides())));
        new TreeMap<>(plan.variables()).forEach((name, value) -> {
            parts.add(name);
            parts.add(value);
        });
        for (PinnedUpload upload : uploads) {
            parts.add(upload.revision());
            parts.add(upload.upload().text());
        }
        return Chain.hash(parts);
    }
}
