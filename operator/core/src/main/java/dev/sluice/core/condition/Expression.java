package dev.sluice.core.condition;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Optional;

/** A condition in Buildkite's words, read. */
sealed interface Expression {

    /** A string, a number (Long), a boolean, or nothing. */
    record Constant(Optional<Object> value) implements Expression {}

    /** One of {@link Names}. */
    record Variable(String name) implements Expression {}

    /** {@code env("NAME")}. */
    record Environment(Expression name) implements Expression {}

    record Listing(List<Expression> items) implements Expression {}

    record Equal(Expression left, Expression right) implements Expression {}

    record Matches(Expression text, Pattern pattern) implements Expression {}

    record Includes(Expression list, Expression item) implements Expression {}

    record Not(Expression negated) implements Expression {}

    record And(List<Part> parts) implements Expression {}

    record Or(List<Part> parts) implements Expression {}

    /** @param text as written */
    record Part(Expression expression, String text) {}
}
