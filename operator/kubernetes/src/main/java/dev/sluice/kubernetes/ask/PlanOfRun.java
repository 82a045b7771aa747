package dev.sluice.kubernetes.ask;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.Upload;
import dev.sluice.core.plan.Plan;
import dev.sluice.kubernetes.act.ApiServer;
import dev.sluice.kubernetes.pin.LostRevision;
import dev.sluice.kubernetes.pin.PinnedUpload;
import dev.sluice.kubernetes.pin.Plans;
import dev.sluice.kubernetes.pin.Revisions;
import dev.sluice.kubernetes.pin.UploadRevisions;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The plan of a run, from what is pinned of it, read with the caller's own rights. */
final class PlanOfRun {

    private final Revisions revisions;
    private final UploadRevisions uploads;
    private final Plans plans = new Plans();

    PlanOfRun(KubernetesClient client) {
        ApiServer api = new ApiServer(client);
        KubernetesSerialization json = client.getKubernetesSerialization();
        revisions = new Revisions(api, json, Revisions.Known.NOTHING, Clock.systemUTC());
        uploads = new UploadRevisions(api, json);
    }

    /** Absent where the caller may not read it, or it is gone. */
    Optional<Plan> of(PipelineRun run) {
        if (run.getStatus() == null || run.getStatus().revision() == null) {
            return Optional.empty();
        }
        try {
            List<PinnedUpload> added = new ArrayList<>();
            for (Upload upload : Optional.ofNullable(run.getStatus().uploads()).orElse(List.of())) {
                added.add(uploads.read(run, upload.revision(), name -> Optional.empty()));
            }
            String namespace = run.getMetadata().getNamespace();
            return Optional.of(
                    plans.plan(run, revisions.read(namespace, run.getStatus().revision()), added));
        } catch (KubernetesClientException | LostRevision e) {
            return Optional.empty();
        }
    }
}
