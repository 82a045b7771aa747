package dev.sluice.kubernetes.upload;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.JudgedUpload;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.plan.Upload;
import dev.sluice.core.plan.Uploads;
import dev.sluice.kubernetes.act.Cluster;
import dev.sluice.kubernetes.name.Names;
import dev.sluice.kubernetes.observe.PodIdentity;
import dev.sluice.kubernetes.observe.PodState;
import dev.sluice.kubernetes.pin.PinnedPipeline;
import dev.sluice.kubernetes.pin.PinnedUpload;
import dev.sluice.kubernetes.pin.Plans;
import dev.sluice.kubernetes.pin.Revisions;
import dev.sluice.kubernetes.pin.UploadRevisions;
import dev.sluice.kubernetes.pin.UploadedAgents;
import dev.sluice.kubernetes.report.RunStatuses;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Takes uploads over HTTP (A7). Who uploads is said by a token that Kubernetes made for one Pod, and run, step and job follow from that Pod:
 * a caller names nothing. All that is read is read from the API server and all that is done is that the text is pinned, so any replica of
 * the operator may do it; whoever leads takes it from there.
 */
public final class UploadDesk {

    /** Of the tokens: no other server takes them, and this one takes no others. */
    public static final String AUDIENCE = "sluice";

    private final Access access;
    private final Cluster cluster;
    private final Revisions revisions;
    private final UploadRevisions uploads;
    private final Plans plans = new Plans();
    private final Object[] locks = new Object[16];

    public UploadDesk(Access access, Cluster cluster, Revisions revisions, UploadRevisions uploads) {
        this.access = access;
        this.cluster = cluster;
        this.revisions = revisions;
        this.uploads = uploads;
        for (int i = 0; i < locks.length; i++) {
            locks[i] = new Object();
        }
    }

    /** The job that a Pod is an attempt of. */
    private record Uploader(PipelineRun run, PodIdentity identity) {}

    private static final class Forbidden extends Exception {
        private static final long serialVersionUID = 1;

        Forbidden(String why) {
            super(why);
        }
    }

    /** Absent: this token opens nothing. */
    Optional<Caller> caller(String token) {
        return access.caller(token);
    }

    /** @param named the run that the caller says it uploads to; it may say nothing */
    Answer upload(Caller caller, Optional<String> named, String text) {
        try {
            Uploader uploader = uploader(caller);
            String run = uploader.run().getMetadata().getName();
            if (named.isPresent() && !named.get().equals(run)) {
                throw new Forbidden("this job is of run " + run + " and can upload to no other");
            }
            // Two jobs of a run at once: the second is judged with what the first has added. Another replica may be in
            // between all the
            // same; then the record decides, and the job whose steps came second fails.
            synchronized (
                    locks[Math.floorMod(uploader.run().getMetadata().getUid().hashCode(), locks.length)]) {
                return pin(uploader.run(), new Upload(uploader.identity().job(), text));
            }
        } catch (Forbidden e) {
            return Answer.forbidden(e.getMessage());
        }
    }

    private Uploader uploader(Caller caller) throws Forbidden {
        Pod pod = cluster.pod(caller.namespace(), caller.pod())
                .filter(p -> caller.podUid().equals(p.getMetadata().getUid()))
                .filter(p -> !PodState.terminal(p) && !p.isMarkedForDeletion())
                .orElseThrow(() -> new Forbidden("this token's Pod does not run any more"));
        PipelineRun run = runOf(pod).orElseThrow(() -> new Forbidden("this token's Pod is not of a run"));
        if (run.getStatus() == null || run.getStatus().revision() == null || RunStatuses.ended(run.getStatus())) {
            throw new Forbidden("run " + run.getMetadata().getName() + " is not under way");
        }
        // Labels can be changed, a name can't: it says which job of which run this is.
        PodIdentity identity = PodIdentity.of(pod)
                .filter(i -> name(run, i).equals(pod.getMetadata().getName()))
                .orElseThrow(() -> new Forbidden("this token's Pod is not what its labels say"));
        return new Uploader(run, identity);
    }

    private Optional<PipelineRun> runOf(Pod pod) {
        String uid = PodIdentity.controller(pod);
        return pod.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .filter(owner -> HasMetadata.getKind(PipelineRun.class).equals(owner.getKind())
                        && HasMetadata.getApiVersion(PipelineRun.class).equals(owner.getApiVersion()))
                .findFirst()
                .flatMap(owner -> cluster.run(pod.getMetadata().getNamespace(), owner.getName()))
                .filter(run -> uid.equals(run.getMetadata().getUid()));
    }

    private static String name(PipelineRun run, PodIdentity identity) {
        return Names.pod(
                run.getMetadata().getName(),
                run.getMetadata().getUid(),
                identity.job().step(),
                identity.job().index(),
                identity.attempt());
    }

    private Answer pin(PipelineRun run, Upload upload) throws Forbidden {
        PinnedPipeline pinned =
                revisions.read(run.getMetadata().getNamespace(), run.getStatus().revision());
        List<PinnedUpload> there = there(run);
        String name = UploadRevisions.name(run, upload);
        for (int i = 0; i < there.size(); i++) {
            if (there.get(i).revision().equals(name)) {
                return answer(plans.plan(run, pinned, there).uploads().get(i));
            }
        }
        demandUpload(plans.plan(run, pinned, there), upload);
        if (there.size() >= Uploads.MOST) {
            return Answer.refused(
                    List.of("upload: the run has " + Uploads.MOST + " uploads already; no more than that"));
        }
        Map<String, PodTemplate> agents = UploadedAgents.of(
                pinned, upload, agent -> access.agent(run.getMetadata().getNamespace(), agent));
        Map<String, PodTemplateSpec> templates = new HashMap<>();
        agents.forEach((agent, template) -> templates.put(agent, template.getTemplate()));
        List<PinnedUpload> more = new ArrayList<>(there);
        more.add(new PinnedUpload(name, upload, templates));
        JudgedUpload judged = plans.plan(run, pinned, more).uploads().get(there.size());
        if (!judged.refused()) {
            uploads.pin(run, upload, agents);
        }
        return answer(judged);
    }

    private static void demandUpload(Plan plan, Upload upload) throws Forbidden {
        PlannedStep step = plan.steps().get(upload.job().step());
        if (step == null || !(step.step() instanceof CommandStep command) || !command.upload()) {
            throw new Forbidden("step " + upload.job().step() + " does not say upload: true");
        }
    }

    private static Answer answer(JudgedUpload judged) {
        return judged.refused() ? Answer.refused(judged.faults()) : Answer.added(judged.steps());
    }

    /** Those on record in its order, then those that wait for it. */
    private List<PinnedUpload> there(PipelineRun run) {
        List<PinnedUpload> all = new ArrayList<>();
        Set<String> recorded = new HashSet<>();
        if (run.getStatus().uploads() != null) {
            run.getStatus().uploads().forEach(entry -> {
                all.add(uploads.read(run, entry.revision(), name -> Optional.empty()));
                recorded.add(entry.revision());
            });
        }
        uploads
                .of(
                        run,
                        cluster.uploadsOf(
                                run.getMetadata().getNamespace(),
                                run.getMetadata().getName()))
                .stream()
                .filter(upload -> !recorded.contains(upload.revision()))
                .forEach(all::add);
        return all;
    }
}
