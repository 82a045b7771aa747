package dev.sluice.kubernetes.pin;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.check.TriggerChain;
import java.util.LinkedList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The runs that led to a run, by who controls whom: labels and annotations anybody may write, and a run whose controller is not what it
 * says is not believed by that one either.
 */
public final class Lineage {

    private Lineage() {}

    /** Why this run may not be: its pipeline is one of those that led to it, or too many have. */
    static Optional<String> fault(PipelineRun run, Acceptor.Known known) {
        LinkedList<String> pipelines = new LinkedList<>();
        Optional<PipelineRun> next = Optional.of(run);
        while (next.isPresent() && pipelines.size() <= TriggerChain.LONGEST) {
            pipelines.addFirst(name(next.get()));
            next = parent(next.get(), known::run);
        }
        return TriggerChain.fault(List.copyOf(pipelines));
    }

    /** One that carries its pipeline can't be started by name, so it is in no loop; its place in the chain counts. */
    private static String name(PipelineRun run) {
        String pipeline = run.getSpec().pipeline();
        return pipeline == null ? "(" + run.getMetadata().getName() + ")" : pipeline;
    }

    /** @param known runs by namespace and name */
    public static Optional<PipelineRun> parent(
            PipelineRun run, BiFunction<String, String, Optional<PipelineRun>> known) {
        return run.getMetadata().getOwnerReferences().stream()
                .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                .findFirst()
                .flatMap(owner -> known.apply(run.getMetadata().getNamespace(), owner.getName())
                        .filter(parent ->
                                owner.getUid().equals(parent.getMetadata().getUid())));
    }
}
