package dev.sluice.core.check;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.text.OutputVariable;
import dev.sluice.core.text.Reference;
import dev.sluice.core.text.Template;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/** Which outputs the texts of a step name: as {@code ${steps.build.outputs.url}}, and in a program also by their variable. */
public final class OutputsRead {

    private final Map<String, Reference.Output> byVariable = new LinkedHashMap<>();

    /** @param pipeline whose checks found no fault */
    public OutputsRead(Pipeline pipeline) {
        for (PlacedStep placed : PlacedStep.all(pipeline)) {
            for (String key : OutputNames.keys(placed.step())) {
                byVariable.put(
                        OutputVariable.of(placed.name(), key),
                        new Reference.Output(placed.name(), key, OptionalInt.empty()));
            }
        }
    }

    /** Keys by the step that writes them. */
    public Map<String, Set<String>> of(PlacedStep placed) {
        Map<String, Set<String>> read = new LinkedHashMap<>();
        for (Texts.Text text : texts(placed)) {
            references(text).forEach(output -> read.computeIfAbsent(output.step(), step -> new LinkedHashSet<>())
                    .add(output.key()));
        }
        return read;
    }

    private List<Reference.Output> references(Texts.Text text) {
        List<Reference.Output> outputs = new ArrayList<>();
        if (text.known().ofProgram()) {
            byVariable.forEach((variable, output) -> {
                if (names(text.text(), variable)) {
                    outputs.add(output);
                }
            });
            return outputs;
        }
        for (Reference reference : Template.parse(text.text()).references()) {
            if (reference instanceof Reference.Output output) {
                outputs.add(output);
            }
        }
        return outputs;
    }

    /** As a word of its own: {@code …_URL} is not in {@code …_URL_2}. */
    private static boolean names(String program, String variable) {
        for (int at = program.indexOf(variable); at >= 0; at = program.indexOf(variable, at + 1)) {
            int end = at + variable.length();
            if (end == program.length() || !isPartOfName(program.charAt(end))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPartOfName(char c) {
        return c == '_' || c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
    }

    private static List<Texts.Text> texts(PlacedStep placed) {
        if (placed.step() instanceof CommandStep command) {
            return Texts.of(placed, command);
        }
        return placed.step() instanceof GateStep gate ? Texts.of(placed, gate) : List.of();
    }
}
