package dev.sluice.cli;

import dev.sluice.core.model.Choice;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Rerun;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.plan.NeededOutputs;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import dev.sluice.core.schedule.Earlier;
import dev.sluice.local.EarlierOutputs;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What {@code --only} and {@code --skip} come to: which steps a run is about, and what the others wrote in an earlier run where those read it.
 *
 * @param earlier what is taken over, also of the run that is run again
 */
record ChosenSteps(Choice choice, Optional<Earlier> earlier) {

    static ChosenSteps of(
            ChoiceOptions options, PipelineDocument where, Pipeline pipeline, RunRequest request, Again again) {
        Choice choice = options.of(pipeline);
        if (choice.equals(Choice.ALL)) {
            return new ChosenSteps(choice, again.earlier());
        }
        Optional<Plan> whole = Planner.plan(pipeline, request).value();
        Optional<Plan> chosen =
                Planner.plan(pipeline, request.withChoice(choice)).value();
        if (whole.isEmpty() || chosen.isEmpty()) {
            return new ChosenSteps(choice, again.earlier()); // what is wrong is told by whoever plans it
        }
        return of(where, NeededOutputs.of(pipeline, whole.get(), chosen.get()), whole.get(), choice, again);
    }

    private static ChosenSteps of(
            PipelineDocument where, NeededOutputs needed, Plan whole, Choice choice, Again again) {
        Set<String> demanded =
                needed.demanded().stream().map(NeededOutputs.Use::writer).collect(Collectors.toSet());
        Optional<EarlierOutputs> found = needed.demanded().stream().anyMatch(NeededOutputs.Use::ofGate)
                ? Optional.empty()
                : EarlierOutputs.find(
                        Path.of("").toAbsolutePath(),
                        whole,
                        demanded,
                        needed.wanted(),
                        again.rerun().map(Rerun::run));
        if (!needed.demanded().isEmpty() && found.isEmpty()) {
            throw new UserError(lacking(where, needed.demanded()));
        }
        return found.map(outputs -> new ChosenSteps(
                        choice.taking(outputs.steps(), outputs.run()),
                        again.earlier()
                                .map(earlier -> earlier.and(outputs.earlier()))
                                .or(() -> Optional.of(outputs.earlier()))))
                .orElseGet(() -> new ChosenSteps(choice, again.earlier()));
    }

    private static List<String> lacking(PipelineDocument where, List<NeededOutputs.Use> demanded) {
        List<String> lines = new ArrayList<>();
        for (NeededOutputs.Use use : demanded) {
            lines.add("%s: step \"%s\" reads %s of \"%s\", which is left out%s"
                    .formatted(
                            where.place(use.path()),
                            use.reader(),
                            use.key(),
                            use.writer(),
                            use.ofGate()
                                    ? ": a person says it there; let it ask"
                                    : ", and no earlier run here has it; choose \"" + use.writer()
                                            + "\" too, or run the pipeline once"));
        }
        return lines;
    }
}
