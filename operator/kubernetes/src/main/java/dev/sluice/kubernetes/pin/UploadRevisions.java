package dev.sluice.kubernetes.pin;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Upload;
import dev.sluice.kubernetes.act.Cluster;
import dev.sluice.kubernetes.name.Labels;
import dev.sluice.kubernetes.name.Names;
import dev.sluice.kubernetes.observe.PodIdentity;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Uploads as ControllerRevisions (A7): below their run, and gone with it. The name says which run, which job and which text, so the same
 * upload twice is one, whoever of the operator's replicas makes it.
 */
public final class UploadRevisions {

    private static final int CONFLICT = 409;
    private static final int MOST_KEPT = 1_000;
    private static final String RUN = "run";
    private static final String STEP = "step";
    private static final String INDEX = "index";
    private static final String TEXT = "text";
    private static final String AGENTS = "agents";

    private final Cluster cluster;
    private final KubernetesSerialization json;
    private final Recent<String, PinnedUpload> read = new Recent<>(MOST_KEPT, upload -> 1);

    public UploadRevisions(Cluster cluster, KubernetesSerialization json) {
        this.cluster = cluster;
        this.json = json;
    }

    public static String name(PipelineRun run, Upload upload) {
        JobId job = upload.job();
        return Names.upload(
                run.getMetadata().getName(), run.getMetadata().getUid(), job.step(), job.index(), upload.text());
    }

    /**
     * Makes it durable, unless it is.
     *
     * @param agents those that steps may name and the run has not pinned, by name
     */
    public ControllerRevision pin(PipelineRun run, Upload upload, Map<String, PodTemplate> agents) {
        ControllerRevision revision = revision(run, upload, agents);
        try {
            return cluster.create(revision);
        } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT) {
                throw e;
            }
            ControllerRevision there = cluster.revision(
                            run.getMetadata().getNamespace(),
                            revision.getMetadata().getName())
                    .orElseThrow(() -> e);
            if (!isOf(run, there)) {
                throw new LostRevision(revision.getMetadata().getName(), "is not this run's; delete it");
            }
            return there;
        }
    }

    /** @throws LostRevision where it is not there, or is not what its name says */
    public PinnedUpload read(PipelineRun run, String name, Function<String, Optional<ControllerRevision>> known) {
        ControllerRevision stored = known.apply(name)
                .or(() -> cluster.revision(run.getMetadata().getNamespace(), name))
                .orElseThrow(() -> new LostRevision(name, "is gone"));
        return read(run, stored).orElseThrow(() -> new LostRevision(name, "holds another text than its name says"));
    }

    /** Those of a run among these; what only looks like one is left out. By age, then by name. */
    public List<PinnedUpload> of(PipelineRun run, Collection<ControllerRevision> revisions) {
        return revisions.stream()
                .sorted(Comparator.comparing((ControllerRevision revision) -> Optional.ofNullable(
                                        revision.getMetadata().getCreationTimestamp())
                                .orElse(""))
                        .thenComparing(revision -> revision.getMetadata().getName()))
                .flatMap(revision -> read(run, revision).stream())
                .toList();
    }

    private Optional<PinnedUpload> read(PipelineRun run, ControllerRevision stored) {
        if (!isOf(run, stored)) {
            return Optional.empty();
        }
        try {
            PinnedUpload upload = read.get(stored.getMetadata().getUid(), uid -> read(stored));
            return Optional.of(upload).filter(u -> name(run, u.upload()).equals(u.revision()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private PinnedUpload read(ControllerRevision stored) {
        if (json.convertValue(stored.getData(), Object.class) instanceof Map<?, ?> data
                && data.get(STEP) instanceof String step
                && data.get(INDEX) instanceof Number index
                && data.get(TEXT) instanceof String text
                && data.get(AGENTS) instanceof Map<?, ?> templates) {
            Map<String, PodTemplateSpec> agents = new HashMap<>();
            templates.forEach((name, template) ->
                    agents.put(String.valueOf(name), json.convertValue(template, PodTemplateSpec.class)));
            Upload upload = new Upload(new JobId(step, index.intValue()), text);
            return new PinnedUpload(stored.getMetadata().getName(), upload, agents);
        }
        throw new IllegalArgumentException("no upload");
    }

    private static boolean isOf(PipelineRun run, HasMetadata object) {
        return run.getMetadata().getUid().equals(PodIdentity.controller(object));
    }

    private ControllerRevision revision(PipelineRun run, Upload upload, Map<String, PodTemplate> agents) {
        Map<String, Object> templates = new HashMap<>();
        agents.forEach((name, template) -> templates.put(name, json.convertValue(template.getTemplate(), Map.class)));
        return new ControllerRevisionBuilder()
                .withNewMetadata()
                .withNamespace(run.getMetadata().getNamespace())
                .withName(name(run, upload))
                .addToLabels(Labels.MANAGED_BY, Labels.SLUICE)
                .addToLabels(Labels.REVISION_OF, Labels.UPLOAD)
                .addToLabels(Labels.RUN, run.getMetadata().getName())
                .withOwnerReferences(new OwnerReferenceBuilder()
                        .withApiVersion(HasMetadata.getApiVersion(PipelineRun.class))
                        .withKind(HasMetadata.getKind(PipelineRun.class))
                        .withName(run.getMetadata().getName())
                        .withUid(run.getMetadata().getUid())
                        .withController(true)
                        .build())
                .endMetadata()
                .withRevision(1L)
                .withData(Json.sorted(Map.of(
                        RUN,
                        run.getMetadata().getUid(),
                        STEP,
                        upload.job().step(),
                        INDEX,
                        upload.job().index(),
                        TEXT,
                        upload.text(),
                        AGENTS,
                        templates)))
                .build();
    }
}
