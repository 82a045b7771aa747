package dev.sluice.core.check;

import dev.sluice.core.check.Texts.Text;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Matrix;
import dev.sluice.core.model.Problem;
import dev.sluice.core.text.Outputs;
import dev.sluice.core.text.Reference;
import dev.sluice.core.text.Template;
import dev.sluice.core.text.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** No text grows past what Linux takes as one argument or variable, whatever is put into it. */
final class RenderedLengths {

    static final long LONGEST = 128 * 1024 - 1;

    private RenderedLengths() {}

    static List<Problem> check(Subject subject) {
        Optional<Map<String, Long>> variables = VariablesResolve.lengths(subject);
        if (variables.isEmpty()) {
            return List.of();
        }
        List<Problem> problems = new ArrayList<>();
        for (PlacedStep placed : subject.sound()) {
            CommandStep step = (CommandStep) placed.step();
            for (Text text : Texts.of(placed, step)) {
                long length = length(text, Optional.of(step), variables.get());
                if (length > LONGEST) {
                    problems.add(Problem.invalid(
                            text.path().text(),
                            "may have %,d characters once all ${…} are replaced; at most %,d"
                                    .formatted(length, LONGEST)));
                }
            }
        }
        return problems;
    }

    /** Nothing for what can't be read or is not known: that is said elsewhere. */
    static long length(Text text, Optional<CommandStep> step, Map<String, Long> variables) {
        try {
            Template template =
                    text.known().ofProgram() ? Template.parseProgram(text.text()) : Template.parse(text.text());
            return template.parts().stream()
                    .mapToLong(part -> length(part, step, variables))
                    .sum();
        } catch (TemplateException e) {
            return 0;
        }
    }

    private static long length(Template.Part part, Optional<CommandStep> step, Map<String, Long> variables) {
        if (part instanceof Template.Literal literal) {
            return literal.text().length();
        }
        if (part instanceof Reference.Variable variable) {
            return variables.getOrDefault(variable.name(), 0L);
        }
        if (part instanceof Reference.MatrixValue value) {
            return step.flatMap(CommandStep::matrix)
                    .map(matrix -> longest(matrix, value.dimension()))
                    .orElse(0);
        }
        return Outputs.MOST_BYTES;
    }

    private static int longest(Matrix matrix, String dimension) {
        Stream<String> values = matrix.dimensions().getOrDefault(dimension, List.of()).stream();
        Stream<String> added = matrix.adjustments().stream()
                .flatMap(a -> Stream.ofNullable(a.with().get(dimension)));
        return Stream.concat(values, added).mapToInt(String::length).max().orElse(0);
    }
}
