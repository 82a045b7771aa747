package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.check.TriggerChain;
import dev.sluice.core.concurrency.WaitingAncestors;
import dev.sluice.core.concurrency.WaitingAncestors.Ancestor;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.kubernetes.group.RunQueue;
import dev.sluice.kubernetes.observe.Children;
import dev.sluice.kubernetes.pin.Lineage;
import dev.sluice.kubernetes.pin.LostRevision;
import dev.sluice.kubernetes.pin.Plans;
import dev.sluice.kubernetes.pin.Revisions;
import dev.sluice.kubernetes.report.RunStatuses;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The runs that wait for a run, by who controls whom; whether they wait is in what they were planned from. */
final class Ancestors {

    private final EarlierRuns.Known known;
    private final Revisions revisions;
    private final Plans plans;
    private final RunUploads uploads;
    private final UnaryOperator<PipelineRun> newest;

    /** @param newest a run as the operator itself wrote it last */
    Ancestors(
            EarlierRuns.Known known,
            Revisions revisions,
            Plans plans,
            RunUploads uploads,
            UnaryOperator<PipelineRun> newest) {
        this.known = known;
        this.revisions = revisions;
        this.plans = plans;
        this.uploads = uploads;
        this.newest = newest;
    }

    WaitingAncestors of(PipelineRun run) {
        List<Ancestor> ancestors = new ArrayList<>();
        PipelineRun child = run;
        Optional<PipelineRun> parent = parent(child);
        while (parent.isPresent() && ancestors.size() < TriggerChain.LONGEST) {
            Optional<Ancestor> waits = waiting(parent.get(), child);
            waits.ifPresent(ancestors::add);
            child = parent.get();
            parent = waits.isPresent() ? parent(child) : Optional.empty();
        }
        return ancestors.isEmpty() ? WaitingAncestors.NONE : new WaitingAncestors(ancestors);
    }

    private Optional<PipelineRun> parent(PipelineRun child) {
        return Lineage.parent(child, known::run).map(newest);
    }

    private Optional<Ancestor> waiting(PipelineRun parent, PipelineRun child) {
        boolean underWay = Standings.begun(parent)
                && !RunQueue.queued(parent.getStatus())
                && !RunStatuses.ended(parent.getStatus());
        return underWay
                ? Children.of(parent.getMetadata().getUid(), child).flatMap(identity -> waiting(parent, identity.job()))
                : Optional.empty();
    }

    private Optional<Ancestor> waiting(PipelineRun parent, JobId job) {
        return plan(parent)
                .flatMap(plan -> Ancestor.of(
                        parent.getMetadata().getUid(),
                        parent.getMetadata().getName(),
                        plan,
                        job,
                        parent.getStatus().startTime()));
    }

    /** Absent: what it was planned from is gone, so it goes no further. */
    private Optional<Plan> plan(PipelineRun run) {
        try {
            return Optional.of(plans.plan(
                    run,
                    revisions.read(
                            run.getMetadata().getNamespace(), run.getStatus().revision()),
                    uploads.recorded(run)));
        } catch (LostRevision e) {
            return Optional.empty();
        }
    }
}
