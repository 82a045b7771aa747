package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.concurrency.Admission;
import dev.sluice.core.plan.Plan;
import dev.sluice.kubernetes.guard.Digests;
import dev.sluice.kubernetes.guard.Guard;
import dev.sluice.kubernetes.guard.Guards;
import dev.sluice.kubernetes.observe.RecordedGates;
import dev.sluice.kubernetes.pin.PinnedPipeline;
import dev.sluice.kubernetes.pin.PinnedUpload;
import dev.sluice.kubernetes.pin.Plans;
import dev.sluice.kubernetes.pin.Revisions;
import dev.sluice.kubernetes.pod.RunFrame;
import dev.sluice.kubernetes.pod.RunFrameBuilder;
import dev.sluice.kubernetes.report.Verification;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads where a run stands: from what is pinned, from its own spec and status, and from the runs that it builds on. */
final class Standings {

    private final Revisions revisions;
    private final Plans plans;
    private final EarlierRuns earlierRuns;
    private final LastGoodRuns lastGood;
    private final RunUploads uploads;
    private final Guards guards;
    private final String gitImage;

    Standings(
            Revisions revisions,
            Plans plans,
            EarlierRuns earlierRuns,
            LastGoodRuns lastGood,
            RunUploads uploads,
            Guards guards,
            String gitImage) {
        this.revisions = revisions;
        this.plans = plans;
        this.earlierRuns = earlierRuns;
        this.lastGood = lastGood;
        this.uploads = uploads;
        this.guards = guards;
        this.gitImage = gitImage;
    }

    /** What it was planned from is on record. */
    static boolean begun(PipelineRun run) {
        return run.getStatus() != null && run.getStatus().revision() != null;
    }

    /** Of one that was begun. */
    Standing of(PipelineRun run) {
        return of(
                run,
                run.getStatus().revision(),
                uploads.recorded(run),
                run.getStatus().startTime());
    }

    /** Of one that begins: nothing is on record of it. */
    Standing of(PipelineRun run, String revision, Instant since) {
        return of(run, revision, List.of(), since);
    }

    /** As it was, with all that its jobs have added to it. */
    Standing grown(Standing before, List<PinnedUpload> all) {
        return of(before.run(), before.revision(), all, before.startTime())
                .having(before.seen().orElseThrow());
    }

    PinnedPipeline pinned(PipelineRun run, String revision) {
        return revisions.read(run.getMetadata().getNamespace(), revision);
    }

    private Standing of(PipelineRun run, String revision, List<PinnedUpload> added, Instant startTime) {
        PinnedPipeline pinned = pinned(run, revision);
        Plan plan = plans.plan(run, pinned, added);
        Optional<LastGoodRuns.Found> good = lastGood.of(run, plan);
        Guard guard = guard(run);
        return StandingBuilder.builder()
                .run(run)
                .frame(frame(run, plan, agents(pinned, added), good, guard))
                .plan(good.map(found -> plan.withLastGood(found.run())).orElse(plan))
                .revision(revision)
                .startTime(startTime)
                .admission(Admission.ADMITTED)
                .agentTexts(pinned.agentTexts())
                .takenOver(Map.of())
                .uploads(added)
                .digest(Digests.of(run, pinned, plan, added))
                .guard(guard)
                .build();
    }

    private static Map<String, PodTemplateSpec> agents(PinnedPipeline pinned, List<PinnedUpload> added) {
        Map<String, PodTemplateSpec> agents = new HashMap<>(pinned.agents());
        added.forEach(upload -> upload.agents().forEach(agents::putIfAbsent));
        return agents;
    }

    private RunFrame frame(
            PipelineRun run,
            Plan plan,
            Map<String, PodTemplateSpec> agents,
            Optional<LastGoodRuns.Found> good,
            Guard guard) {
        return RunFrameBuilder.builder()
                .namespace(run.getMetadata().getNamespace())
                .name(run.getMetadata().getName())
                .uid(run.getMetadata().getUid())
                .pipeline(Plans.pipelineName(run))
                .agents(agents)
                .before(good.map(found -> found.pinned().agents()).orElse(Map.of()))
                .uploadUrl(uploads.url())
                .gitImage(gitImage)
                .commit(earlierRuns.commit(run, plan))
                .startedBy(Standing.starter(run, guard))
                .build();
    }

    /** What is known is enough, save where it would unsettle what people have said: then the API server is asked. */
    private Guard guard(PipelineRun run) {
        String namespace = run.getMetadata().getNamespace();
        Guard known = guards.known(namespace);
        return Verification.doubtful(run.getStatus(), RecordedGates.of(run.getStatus()), known)
                ? guards.asked(namespace)
                : known;
    }
}
