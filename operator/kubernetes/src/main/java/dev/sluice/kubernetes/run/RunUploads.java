package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.plan.Upload;
import dev.sluice.core.schedule.Attempt;
import dev.sluice.core.schedule.Observed;
import dev.sluice.core.schedule.UploadPolicy;
import dev.sluice.kubernetes.act.Cluster;
import dev.sluice.kubernetes.act.Objects;
import dev.sluice.kubernetes.pin.Acceptor;
import dev.sluice.kubernetes.pin.PinnedPipeline;
import dev.sluice.kubernetes.pin.PinnedUpload;
import dev.sluice.kubernetes.pin.UploadRevisions;
import dev.sluice.kubernetes.pin.UploadedAgents;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What jobs of a run added to it: found in the messages their Pods end with and in what was pinned for them, made durable, in an order. */
public final class RunUploads {

    private final UploadRevisions revisions;
    private final Cluster cluster;
    private final Objects objects;
    private final Acceptor.Known known;
    private final Optional<String> url;

    public RunUploads(
            UploadRevisions revisions, Cluster cluster, Objects objects, Acceptor.Known known, Optional<String> url) {
        this.url = url;
        this.revisions = revisions;
        this.cluster = cluster;
        this.objects = objects;
        this.known = known;
    }

    /** Where jobs upload to over HTTP. */
    Optional<String> url() {
        return url;
    }

    /** Those on record, in its order. */
    List<PinnedUpload> recorded(PipelineRun run) {
        List<PinnedUpload> recorded = new ArrayList<>();
        if (run.getStatus() != null && run.getStatus().uploads() != null) {
            Map<String, ControllerRevision> informed = new HashMap<>();
            informed(run).forEach(r -> informed.put(r.getMetadata().getName(), r));
            run.getStatus()
                    .uploads()
                    .forEach(upload -> recorded.add(
                            revisions.read(run, upload.revision(), name -> Optional.ofNullable(informed.get(name)))));
        }
        return recorded;
    }

    /** Those that are not, durable by now. */
    List<PinnedUpload> unrecorded(Standing standing, PinnedPipeline pinned, Observed observed) {
        PipelineRun run = standing.run();
        Map<String, PinnedUpload> found = new LinkedHashMap<>();
        Collection<ControllerRevision> there = ended(standing, observed)
                ? cluster.uploadsOf(
                        run.getMetadata().getNamespace(), run.getMetadata().getName())
                : informed(run);
        for (PinnedUpload upload : revisions.of(run, there)) {
            if (!observed.settled().containsKey(upload.upload().job())) {
                found.put(upload.revision(), upload);
            }
        }
        Set<String> recorded = new HashSet<>();
        standing.uploads().forEach(upload -> recorded.add(upload.revision()));
        for (Upload upload : UploadPolicy.pending(standing.plan(), observed)) {
            if (!found.containsKey(UploadRevisions.name(run, upload))) {
                PinnedUpload now = pin(run, pinned, upload);
                found.put(now.revision(), now);
            }
        }
        found.keySet().removeAll(recorded);
        List<String> order = List.copyOf(standing.plan().steps().keySet());
        List<PinnedUpload> more = new ArrayList<>(found.values());
        // The plan's order: what was pinned by somebody who died then is in no other place than it would have been.
        more.sort(Comparator.comparing((PinnedUpload upload) ->
                        order.indexOf(upload.upload().job().step()))
                .thenComparing(upload -> upload.upload().job().index()));
        return more;
    }

    private PinnedUpload pin(PipelineRun run, PinnedPipeline pinned, Upload upload) {
        String namespace = run.getMetadata().getNamespace();
        ControllerRevision revision =
                revisions.pin(run, upload, UploadedAgents.of(pinned, upload, name -> known.agent(namespace, name)));
        return revisions.read(run, revision.getMetadata().getName(), name -> Optional.of(revision));
    }

    private Collection<ControllerRevision> informed(PipelineRun run) {
        return objects.uploads(
                run.getMetadata().getNamespace(), run.getMetadata().getName());
    }

    /**
     * Whether a job that may upload has ended, and that is not on record: what it pinned may not have reached the informer, and after its
     * end is recorded nothing more of it counts.
     */
    private static boolean ended(Standing standing, Observed observed) {
        for (PlannedStep step : standing.plan().steps().values()) {
            if (mayUpload(step)) {
                for (var job : step.jobs()) {
                    Attempt attempt = observed.attempts().get(job.id());
                    if (attempt != null
                            && !attempt.active()
                            && !observed.settled().containsKey(job.id())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean mayUpload(PlannedStep step) {
        return step.step() instanceof CommandStep command && command.upload();
    }

    /**
     * An end that was not there when uploads were looked for is not believed yet: what came with it may be on no record. Its event comes,
     * and all is looked at again.
     */
    static Map<JobId, Attempt> believed(Standing standing, Map<JobId, Attempt> attempts) {
        if (standing.seen().isEmpty()) {
            return attempts;
        }
        Map<JobId, Attempt> seen = standing.seen().get();
        Map<JobId, Attempt> believed = new HashMap<>(attempts);
        believed.replaceAll((job, attempt) -> {
            PlannedStep step = standing.plan().steps().get(job.step());
            boolean news = step != null && mayUpload(step) && !attempt.active() && !attempt.equals(seen.get(job));
            return news
                    ? new Attempt(
                            attempt.number(),
                            attempt.infrastructureFailures(),
                            new Attempt.State.Running(standing.startTime()))
                    : attempt;
        });
        return believed;
    }
}
