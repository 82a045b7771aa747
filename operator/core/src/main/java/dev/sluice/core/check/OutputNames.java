package dev.sluice.core.check;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Outputs have names of their own in the environment of later steps: {@code SLUICE_OUTPUTS_STEP_KEY}, where letters and dashes melt. */
final class OutputNames {

    private OutputNames() {}

    static List<Problem> check(Subject subject) {
        Map<String, Path> first = new HashMap<>();
        List<Problem> problems = new ArrayList<>();
        for (PlacedStep placed : subject.all()) {
            List<String> outputs = keys(placed.step());
            for (int i = 0; i < outputs.size() && subject.sound(placed.path().text()); i++) {
                if (outputs.get(i).equals(CommandStep.ANY)) {
                    continue;
                }
                Path at = place(placed, i);
                String name = "SLUICE_OUTPUTS_" + inEnvironment(placed.name()) + "_" + inEnvironment(outputs.get(i));
                Path other = first.putIfAbsent(name, at);
                if (other != null && subject.graph().step(placed.name()).equals(Optional.of(placed))) {
                    problems.add(Problem.invalid(
                            at.text(), "is " + name + " in later steps, as " + other + " is; rename one of them"));
                }
            }
        }
        return problems;
    }

    /** What a step writes, or people fill in at it. */
    static List<String> keys(Step step) {
        if (step instanceof GateStep gate) {
            return gate.keys();
        }
        return step instanceof CommandStep command ? command.outputs() : List.of();
    }

    private static Path place(PlacedStep placed, int index) {
        return placed.step() instanceof GateStep gate
                ? placed.path()
                        .field(gate.holds() ? "block" : "input")
                        .field("fields")
                        .index(index)
                        .field("key")
                : placed.path().field("outputs").index(index);
    }

    private static String inEnvironment(String name) {
        return name.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
