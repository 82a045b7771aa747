package dev.sluice.core.check;

import dev.sluice.core.check.Texts.Text;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Matrix;
import dev.sluice.core.model.Problem;
import dev.sluice.core.text.Reference;
import dev.sluice.core.text.Template;
import dev.sluice.core.text.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A matrix value that becomes part of a program has no letter that means something to a shell. */
final class MatrixInPrograms {

    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9._:/@+-]*");

    private MatrixInPrograms() {}

    static List<Problem> check(Subject subject) {
        List<Problem> problems = new ArrayList<>();
        for (PlacedStep placed : subject.sound()) {
            CommandStep step = (CommandStep) placed.step();
            step.matrix().ifPresent(matrix -> Texts.program(placed.path(), step)
                    .forEach(text -> problems.addAll(check(text, matrix))));
        }
        return problems;
    }

    private static List<Problem> check(Text text, Matrix matrix) {
        List<Problem> problems = new ArrayList<>();
        for (Reference reference : references(text.text())) {
            if (reference instanceof Reference.MatrixValue value) {
                unsafe(matrix, value.dimension())
                        .ifPresent(unsafe ->
                                problems.add(Problem.invalid(text.path().text(), message(value, unsafe))));
            }
        }
        return problems;
    }

    /** What can't be read is said elsewhere. */
    private static Set<Reference> references(String text) {
        try {
            return new LinkedHashSet<>(Template.parseProgram(text).references());
        } catch (TemplateException e) {
            return Set.of();
        }
    }

    private static Optional<String> unsafe(Matrix matrix, String dimension) {
        Stream<String> values = matrix.dimensions().getOrDefault(dimension, List.of()).stream();
        Stream<String> added = matrix.adjustments().stream()
                .flatMap(a -> Stream.ofNullable(a.with().get(dimension)));
        return Stream.concat(values, added)
                .filter(value -> !HARMLESS.matcher(value).matches())
                .findFirst();
    }

    private static String message(Reference.MatrixValue value, String unsafe) {
        String variable =
                "SLUICE_MATRIX_" + value.dimension().toUpperCase(Locale.ROOT).replace('-', '_');
        return value + " may be \"" + unsafe.replaceAll("\\p{Cntrl}", "?")
                + "\", which a shell could take for more than a text; use \"$" + variable
                + "\" in a script, or values of letters, digits and . _ : / @ + - alone";
    }
}
