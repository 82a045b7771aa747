package dev.sluice.core.plan;

import dev.sluice.core.check.Ancestry;
import dev.sluice.core.check.PlacedStep;
import dev.sluice.core.check.StepGraph;
import dev.sluice.core.model.Choice;
import dev.sluice.core.model.GroupStep;
import dev.sluice.core.model.Rerun;
import dev.sluice.core.model.RunRequest;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Steps that one run leaves out. */
final class LeftOut {

    private final RunRequest request;
    private final Ancestry ancestry;
    private final Set<String> beforeChosen = new HashSet<>();

    LeftOut(RunRequest request, StepGraph graph, Ancestry ancestry) {
        this.request = request;
        this.ancestry = ancestry;
        if (!request.choice().equals(Choice.ALL)) {
            for (PlacedStep placed : graph.steps()) {
                if (chosen(placed, false).isEmpty()) {
                    beforeChosen.addAll(ancestry.of(placed.name()));
                }
            }
        }
    }

    Optional<String> why(PlacedStep placed) {
        return why(request.rerun(), placed.name(), ancestry)
                .or(() -> chosen(placed, beforeChosen.contains(placed.name())));
    }

    /** What was uploaded is about the same as the step that did it, which was chosen. */
    private Optional<String> chosen(PlacedStep placed, boolean before) {
        return placed.upload().isPresent()
                ? Optional.empty()
                : request.choice().leavesOut(placed.step(), placed.group().map(GroupStep::name), before);
    }

    /** A rerun of single steps: all but them and what they depend on (E5). */
    private static Optional<String> why(Optional<Rerun> rerun, String step, Ancestry ancestry) {
        if (rerun.isEmpty() || rerun.get().mode() != Rerun.Mode.STEPS) {
            return Optional.empty();
        }
        for (String wanted : rerun.get().steps()) {
            Set<String> needed = ancestry.of(wanted);
            if (wanted.equals(step) || needed.contains(step)) {
                return Optional.empty();
            }
        }
        return Optional.of("not part of this rerun");
    }
}
