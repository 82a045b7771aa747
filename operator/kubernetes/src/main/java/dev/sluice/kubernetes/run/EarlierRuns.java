package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.State;
import dev.sluice.core.model.Workspace;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Undos;
import dev.sluice.core.schedule.CheckoutStage;
import dev.sluice.core.schedule.Earlier;
import dev.sluice.core.schedule.RunFacts;
import dev.sluice.kubernetes.observe.Recorded;
import dev.sluice.kubernetes.pin.LostRevision;
import dev.sluice.kubernetes.pin.PinnedPipeline;
import dev.sluice.kubernetes.pin.Plans;
import dev.sluice.kubernetes.pin.Recent;
import dev.sluice.kubernetes.pin.Revisions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a rerun takes over (E5): read from the earlier run's status and the text it was made from, for as long as both are there. */
public final class EarlierRuns {

    private static final int MOST_JOBS = 50_000;

    private final Known known;
    private final Revisions revisions;
    private final Plans plans;
    private final Recent<String, Earlier> read =
            new Recent<>(MOST_JOBS, earlier -> earlier.successes().size() + 1);

    EarlierRuns(Known known, Revisions revisions, Plans plans) {
        this.known = known;
        this.revisions = revisions;
        this.plans = plans;
    }

    /** The runs that are there, as an informer knows them. */
    public interface Known {

        Optional<PipelineRun> run(String namespace, String name);
    }

    /** Why there is nothing to take over from; empty where there is. */
    Optional<String> fault(PipelineRun run) {
        if (run.getSpec().rerunOf() == null || of(run).isPresent()) {
            return Optional.empty();
        }
        String name = run.getSpec().rerunOf().run();
        return Optional.of("spec.rerunOf.run: there is no PipelineRun \"" + name + "\" that was begun in namespace "
                + run.getMetadata().getNamespace());
    }

    Optional<Earlier> of(PipelineRun run) {
        return begun(run).flatMap(this::read);
    }

    private Optional<PipelineRun> begun(PipelineRun run) {
        if (run.getSpec().rerunOf() == null) {
            return Optional.empty();
        }
        return known.run(
                        run.getMetadata().getNamespace(),
                        run.getSpec().rerunOf().run())
                .filter(Standings::begun);
    }

    /** What the earlier run worked on, where this one would look up the same: the branch may have moved since. */
    Optional<String> commit(PipelineRun run, Plan plan) {
        return plan.checkout().isEmpty() ? Optional.empty() : begun(run).flatMap(earlier -> commitOf(earlier, plan));
    }

    private Optional<String> commitOf(PipelineRun earlier, Plan now) {
        try {
            Plan plan = plans.plan(earlier, pinned(earlier), List.of());
            boolean same = plan.workspace()
                    .flatMap(Workspace::git)
                    .equals(now.workspace().flatMap(Workspace::git));
            return same
                    ? CheckoutStage.known(
                                    plan, Recorded.of(earlier.getStatus(), plan).settled())
                            .commit()
                    : Optional.empty();
        } catch (LostRevision e) {
            return Optional.empty();
        }
    }

    private Optional<Earlier> read(PipelineRun earlier) {
        try {
            String version =
                    earlier.getMetadata().getUid() + " " + earlier.getMetadata().getResourceVersion();
            return Optional.of(read.get(version, v -> successes(earlier)));
        } catch (LostRevision e) {
            return Optional.empty(); // what its jobs were made of is not known any more
        }
    }

    private Earlier successes(PipelineRun earlier) {
        PinnedPipeline pinned = pinned(earlier);
        Plan plan = plans.plan(earlier, pinned, List.of());
        RunFacts facts = new RunFacts(
                earlier.getMetadata().getName(), earlier.getMetadata().getUid());
        Set<String> replaced = replaced(earlier.getStatus(), plan);
        return Earlier.of(facts, plan, Recorded.of(earlier.getStatus(), plan).settled(), pinned.agentTexts())
                .of(step -> !replaced.contains(step));
    }

    /** Steps undone by what they were in a good run, which is none of this plan. */
    private static Set<String> replaced(PipelineRunStatus status, Plan plan) {
        return status.steps() == null
                ? Set.of()
                : status.steps().stream()
                        .filter(step -> Undos.isUndo(step.name())
                                && plan.find(step.name()).isEmpty())
                        .filter(step -> step.state() != State.SKIPPED)
                        .map(step -> Undos.undone(step.name()))
                        .collect(Collectors.toSet());
    }

    private PinnedPipeline pinned(PipelineRun earlier) {
        return revisions.read(
                earlier.getMetadata().getNamespace(), earlier.getStatus().revision());
    }
}
