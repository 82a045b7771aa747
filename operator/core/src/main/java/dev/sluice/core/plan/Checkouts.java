package dev.sluice.core.plan;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.CommandStepBuilder;
import dev.sluice.core.model.Limits;
import dev.sluice.core.model.Retry;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.model.Work;
import dev.sluice.core.model.Workspace;
import dev.sluice.core.text.Reference;
import dev.sluice.core.text.Template;
import dev.sluice.core.workspace.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What is done once, before all steps: the volume that jobs share is filled, or a branch is looked up, so that all jobs of a run have one
 * commit, wherever the branch goes meanwhile. It is a job as all others, and no step of the person's.
 */
public final class Checkouts {

    /** A dot can't be in the name of a step that a person wrote. */
    public static final String NAME = "workspace.checkout";

    /** Its one output. */
    public static final String COMMIT = "commit";

    public static final JobId ID = new JobId(NAME, 0);

    /** What is not there is not asked for again; everything else that goes wrong is the network's or the server's doing. */
    private static final Retry RETRY =
            new Retry(0, Retry.DEFAULT_INFRASTRUCTURE, Optional.empty(), Duration.ofSeconds(5));

    private static final Limits LIMITS = new Limits(Optional.of(Duration.ofHours(1)), Optional.empty());
    private static final Work NOTHING = new Work(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Map.of(),
            List.of(),
            Work.Resources.NONE,
            false);

    static final PlannedStep STEP = planned();

    private Checkouts() {}

    /** Where the jobs work, with {@code ${…}} replaced and the revision chosen. */
    static Optional<Workspace> of(Optional<Workspace> written, RunRequest request, Map<String, String> variables) {
        Function<Reference, String> lookup = reference -> variables.get(((Reference.Variable) reference).name());
        return written.map(workspace -> new Workspace(
                workspace
                        .git()
                        .map(git -> new Workspace.Git(
                                Template.parse(git.url()).render(lookup),
                                git.revision().map(text -> Template.parse(text).render(lookup)),
                                git.depth(),
                                git.secret()))
                        .map(git -> git.at(Revision.of(git, request.event()))),
                workspace.volume()));
    }

    /** A volume that is shared is filled once; where each job has its own, a commit that is known needs no look-up. */
    static boolean first(Workspace workspace) {
        return workspace.git().isPresent()
                && (workspace.shared() || commit(workspace).isEmpty());
    }

    /** Known before anything is looked up. */
    static Optional<String> commit(Workspace workspace) {
        return workspace.git().flatMap(Workspace.Git::revision).filter(Revision::isCommit);
    }

    private static PlannedStep planned() {
        CommandStep step = CommandStepBuilder.builder(CommandStep.of(NAME, Optional.empty(), NOTHING))
                .limits(LIMITS)
                .retry(RETRY)
                .outputs(List.of(COMMIT))
                .build();
        return new PlannedStep(
                step,
                Optional.empty(),
                List.of(),
                Set.of(),
                Optional.empty(),
                Planner.jobs(step, List.of(Lane.ONLY), Map.of()));
    }
}
