package dev.sluice.kubernetes.ask;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.RollbackStatus;
import dev.sluice.api.v1alpha1.State;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.core.plan.Undos;
import dev.sluice.core.text.Nearest;
import dev.sluice.kubernetes.name.Annotations;
import java.util.List;
import java.util.Optional;

/** Asks for a rollback of a run (C7), by the annotation that kubectl would write. */
public final class RollbackQuestion {

    /** A run under way is written all the time. */
    private static final int TRIES = 20;

    private final CallersCluster cluster;
    private final String run;
    private final String to;

    public RollbackQuestion(CallersCluster cluster, String run, String to) {
        this.cluster = cluster;
        this.run = run;
        this.to = to;
    }

    /**
     * A request that is with the operator.
     *
     * @param by who asks, as it goes on record
     * @param before rollbacks that were on record already
     */
    public record Asked(String by, int before) {}

    /**
     * What became of it.
     *
     * @param state SKIPPED: it was refused
     */
    public record Answer(State state, String message) {

        public String word() {
            return Words.of(state);
        }
    }

    /** In the caller's name as the API server knows it, which its policy asks for; one that tells nobody who they are has no such policy. */
    public Asked ask() throws Refused {
        String name = cluster.rights().caller().orElse(System.getProperty("user.name"));
        for (int i = 0; i < TRIES; i++) {
            PipelineRun found = cluster.runs().get(run);
            demandStep(found);
            Optional<String> waiting = waiting(found);
            if (waiting.isPresent()) {
                throw new Refused(
                        "another request is waiting, \"" + waiting.get() + "\"; ask again once it is answered");
            }
            if (cluster.runs().annotate(found, Annotations.ROLLBACK, name + ": " + to)) {
                return new Asked(name, rollbacks(found).size());
            }
        }
        throw new Refused("run " + run + " is written all the time; try again");
    }

    /** Returns when it is done or refused. */
    public Answer await(Asked asked) throws Refused {
        PipelineRun answered = cluster.runs().await(run, found -> newest(found, asked)
                .filter(rollback -> ended(rollback) && waiting(found).isEmpty())
                .isPresent());
        RollbackStatus rollback = newest(answered, asked).orElseThrow();
        return new Answer(
                rollback.state(), Optional.ofNullable(rollback.message()).orElse(""));
    }

    private void demandStep(PipelineRun found) throws Refused {
        List<String> steps =
                Optional.ofNullable(found.getStatus()).map(PipelineRunStatus::steps).orElse(List.of()).stream()
                        .map(StepStatus::name)
                        .filter(name -> !Undos.isUndo(name))
                        .toList();
        if (!steps.isEmpty() && !steps.contains(to)) {
            throw new Refused("run " + run + " has no step \"" + to + "\"" + Nearest.hint(to, steps) + "; its steps: "
                    + String.join(", ", steps));
        }
    }

    private static Optional<String> waiting(PipelineRun found) {
        return Optional.ofNullable(found.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(Annotations.ROLLBACK));
    }

    private static List<RollbackStatus> rollbacks(PipelineRun found) {
        return Optional.ofNullable(found.getStatus())
                .map(PipelineRunStatus::rollbacks)
                .orElse(List.of());
    }

    private Optional<RollbackStatus> newest(PipelineRun found, Asked asked) {
        return rollbacks(found).stream()
                .skip(asked.before())
                .filter(rollback -> to.equals(rollback.to()) && asked.by().equals(rollback.by()))
                .findFirst();
    }

    private static boolean ended(RollbackStatus rollback) {
        return rollback.state() != State.PENDING && rollback.state() != State.RUNNING;
    }
}
