package dev.sluice.core.condition;

import java.util.List;
import java.util.Optional;

/** What an expression comes to in a run. Nothing in it can fail: what can't be compared is not equal, and null matches nothing. */
final class Evaluator {

    private final Circumstances run;

    Evaluator(Circumstances run) {
        this.run = run;
    }

    /** All but false and null. */
    boolean holds(Expression expression) {
        return value(expression).filter(value -> !value.equals(false)).isPresent();
    }

    /** Empty for null. */
    Optional<Object> value(Expression expression) {
        if (expression instanceof Expression.Constant constant) {
            return constant.value();
        } else if (expression instanceof Expression.Variable variable) {
            return Names.value(variable.name(), run);
        } else if (expression instanceof Expression.Environment environment) {
            return value(environment.name())
                    .flatMap(name -> run.environment(name.toString()))
                    .map(text -> text);
        } else if (expression instanceof Expression.Listing listing) {
            return Optional.of(items(listing));
        }
        return Optional.of(truth(expression));
    }

    private boolean truth(Expression expression) {
        if (expression instanceof Expression.Equal equal) {
            return equal(value(equal.left()), value(equal.right()));
        } else if (expression instanceof Expression.Matches matches) {
            return value(matches.text())
                    .filter(text -> matches.pattern().matcher(text.toString()).find())
                    .isPresent();
        } else if (expression instanceof Expression.Includes includes) {
            Optional<Object> item = value(includes.item());
            return ((List<?>) value(includes.list()).orElse(List.of()))
                    .stream().anyMatch(one -> equal(Optional.of(one), item));
        } else if (expression instanceof Expression.And and) {
            return and.parts().stream().allMatch(part -> holds(part.expression()));
        } else if (expression instanceof Expression.Or or) {
            return or.parts().stream().anyMatch(part -> holds(part.expression()));
        }
        return !holds(((Expression.Not) expression).negated());
    }

    private List<Object> items(Expression.Listing listing) {
        return listing.items().stream().flatMap(item -> value(item).stream()).toList();
    }

    /** A pull request's number is a string in Buildkite, and written as a number by many. */
    private static boolean equal(Optional<Object> left, Optional<Object> right) {
        return left.map(Evaluator::comparable).equals(right.map(Evaluator::comparable));
    }

    private static Object comparable(Object value) {
        return value instanceof Long number ? number.toString() : value;
    }
}
