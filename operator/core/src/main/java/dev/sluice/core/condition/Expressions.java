package dev.sluice.core.condition;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Conditions in Buildkite's words ({@code if}). */
public final class Expressions {

    private Expressions() {}

    /** What is wrong with one, with its place; a name that is not known too. */
    public static Optional<String> fault(String text) {
        try {
            Parser.parse(text);
            return Optional.empty();
        } catch (ExpressionException e) {
            return Optional.of(e.getMessage());
        }
    }

    /** The name in one that is Buildkite's, and never known to Sluice. */
    public static Optional<String> neverKnown(String text) {
        try {
            Parser.parse(text);
            return Optional.empty();
        } catch (ExpressionException e) {
            return Names.neverKnown().stream()
                    .filter(name -> e.getMessage().contains(": \"" + name + "\" is Buildkite's"))
                    .findFirst();
        }
    }

    static Verdict verdict(String text, Circumstances run) {
        Expression expression = Parser.parse(text);
        Evaluator evaluator = new Evaluator(run);
        if (evaluator.holds(expression)) {
            return Verdict.yes(oneLine(text) + " holds");
        }
        Expression.Part decisive = decisive(new Expression.Part(expression, text), evaluator);
        return Verdict.no(oneLine(decisive.text()) + " does not hold" + values(decisive.expression(), evaluator));
    }

    /** Of several that must hold, the first that does not. */
    private static Expression.Part decisive(Expression.Part part, Evaluator evaluator) {
        Expression.Part decisive = part;
        while (decisive.expression() instanceof Expression.And and) {
            decisive = and.parts().stream()
                    .filter(p -> !evaluator.holds(p.expression()))
                    .findFirst()
                    .orElseThrow();
        }
        return decisive;
    }

    private static String values(Expression expression, Evaluator evaluator) {
        Set<String> names = new LinkedHashSet<>();
        names(expression, names);
        List<String> values = new ArrayList<>();
        for (String name : names) {
            Optional<Object> value = evaluator.value(new Expression.Variable(name));
            values.add(name + " is " + value.map(Expressions::shown).orElse("null"));
        }
        return values.isEmpty() ? "" : ": " + String.join(", ", values);
    }

    private static void names(Expression expression, Set<String> names) {
        if (expression instanceof Expression.Variable variable) {
            names.add(variable.name());
        } else if (expression instanceof Expression.Equal equal) {
            names(equal.left(), names);
            names(equal.right(), names);
        } else if (expression instanceof Expression.Matches matches) {
            names(matches.text(), names);
        } else if (expression instanceof Expression.Includes includes) {
            names(includes.list(), names);
            names(includes.item(), names);
        } else if (expression instanceof Expression.Not not) {
            names(not.negated(), names);
        } else if (expression instanceof Expression.Or or) {
            or.parts().forEach(part -> names(part.expression(), names));
        }
    }

    private static String shown(Object value) {
        return value instanceof List<?> list
                ? Shown.list(list.stream().map(Object::toString).toList())
                : Shown.text(value.toString());
    }

    private static String oneLine(String text) {
        return Shown.text(text.strip().replaceAll("\\s+", " "));
    }
}
