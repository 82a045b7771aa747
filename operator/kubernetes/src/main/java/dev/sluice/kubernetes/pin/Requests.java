package dev.sluice.kubernetes.pin;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunSpec;
import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.RequestReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.RunRequest;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;

/** What a run's spec brings to its pipeline, by the reader that reads it on a laptop. */
final class Requests {

    private static final int MOST_KEPT = 1_000;
    private static final KubernetesSerialization JSON = new KubernetesSerialization();
    private static final Recent<PipelineRunSpec, Reading<RunRequest>> READ = new Recent<>(MOST_KEPT, request -> 1);

    private Requests() {}

    static Reading<RunRequest> of(PipelineRun run) {
        return READ.get(run.getSpec(), Requests::read);
    }

    private static Reading<RunRequest> read(PipelineRunSpec spec) {
        @SuppressWarnings("unchecked") // a record is a mapping
        Map<String, Object> tree = JSON.convertValue(spec, Map.class);
        return RequestReader.read(Source.of(Json.sorted(tree)));
    }
}
