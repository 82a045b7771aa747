package dev.sluice.core.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A step that runs jobs: one for each target, matrix combination and parallel index.
 *
 * @param skip why it is never run; absent: it is run
 * @param maxParallel jobs of this step active at once; absent: no limit of its own
 * @param undo how it is undone; absent: where a rollback reaches it, it is run again as it was when its pipeline last succeeded
 * @param outputs keys that each of its jobs must write; {@link #ANY} among them: and whatever else they write
 * @param upload its jobs may add steps to their run
 * @param approval who lets it start; absent: it starts by itself
 * @param exchange files it reads and writes, and hooks
 * @param notifications who is told of its end, beside those who are told of the run
 */
@RecordBuilder
public record CommandStep(
        String name,
        String label,
        Optional<List<String>> dependsOn,
        Optional<When> when,
        Optional<String> skip,
        Work work,
        int parallelism,
        Optional<Matrix> matrix,
        OptionalInt maxParallel,
        Limits limits,
        Retry retry,
        StartRules start,
        FailureRules failure,
        Optional<Undo> undo,
        List<String> outputs,
        boolean upload,
        Optional<Approval> approval,
        Exchange exchange,
        List<Notification> notifications)
        implements Step {

    public static final String ANY = "*";

    public CommandStep {
        dependsOn = dependsOn.map(List::copyOf);
        outputs = List.copyOf(outputs);
        notifications = List.copyOf(notifications);
    }

    /** Keys that it must write. */
    public List<String> demanded() {
        return outputs.stream().filter(key -> !key.equals(ANY)).toList();
    }

    /** Whether others may read what it writes under this key. */
    public boolean passesOn(String key) {
        return outputs.contains(key) || outputs.contains(ANY);
    }

    /** One that asks for nothing but its work; what it asks for besides is said with its builder. */
    public static CommandStep of(String name, Optional<List<String>> dependsOn, Work work) {
        return new CommandStep(
                name,
                "",
                dependsOn,
                Optional.empty(),
                Optional.empty(),
                work,
                1,
                Optional.empty(),
                OptionalInt.empty(),
                Limits.NONE,
                Retry.DEFAULT,
                StartRules.NONE,
                FailureRules.HALT,
                Optional.empty(),
                List.of(),
                false,
                Optional.empty(),
                Exchange.NONE,
                List.of());
    }

    public CommandStep withWork(Work other) {
        return CommandStepBuilder.builder(this).work(other).build();
    }

    public CommandStep withFailure(FailureRules other) {
        return CommandStepBuilder.builder(this).failure(other).build();
    }

    public CommandStep withLimits(Limits other) {
        return CommandStepBuilder.builder(this).limits(other).build();
    }

    public CommandStep withUndo(Optional<Undo> other) {
        return CommandStepBuilder.builder(this).undo(other).build();
    }
}
