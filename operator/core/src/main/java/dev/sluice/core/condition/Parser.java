package dev.sluice.core.condition;

import dev.sluice.core.condition.Expression.Part;
import dev.sluice.core.condition.Token.Kind;
import dev.sluice.core.text.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Reads an expression: {@code ||} of {@code &&} of comparisons of what {@code !} and parentheses make. */
final class Parser {

    private static final int DEEPEST = 64;

    private final String text;
    private final List<Token> tokens;
    private int at;
    private int depth;

    private Parser(String text) {
        this.text = text;
        this.tokens = Lexer.tokens(text);
    }

    static Expression parse(String text) {
        Parser parser = new Parser(text);
        Expression expression = parser.or();
        Token rest = parser.peek();
        if (rest.kind() != Kind.END) {
            throw parser.fault(rest, rest.shown() + " is not expected here");
        }
        return expression;
    }

    private Expression or() {
        return joined("||", this::and, Expression.Or::new);
    }

    private Expression and() {
        return joined("&&", this::comparison, Expression.And::new);
    }

    private Expression joined(String symbol, Supplier<Expression> next, Function<List<Part>, Expression> join) {
        List<Part> parts = new ArrayList<>();
        do {
            int start = peek().start();
            Expression part = next.get();
            parts.add(new Part(part, text.substring(start, tokens.get(at - 1).end())));
        } while (takes(symbol));
        return parts.size() == 1 ? parts.get(0).expression() : join.apply(parts);
    }

    private Expression comparison() {
        Token first = peek();
        Expression left = unary();
        if (takes("==")) {
            return new Expression.Equal(left, unary());
        }
        if (takes("!=")) {
            return new Expression.Not(new Expression.Equal(left, unary()));
        }
        if (takes("=~")) {
            return matches(left);
        }
        if (takes("!~")) {
            return new Expression.Not(matches(left));
        }
        if (takes("includes")) {
            return includes(first, left);
        }
        return left;
    }

    private Expression matches(Expression left) {
        Token regex = take();
        if (regex.kind() != Kind.REGEX && regex.kind() != Kind.REGEX_ANY_CASE) {
            throw fault(regex, "needs a regular expression here, e.g. /^v1/");
        }
        return new Expression.Matches(left, Regexes.compile(text, regex));
    }

    private Expression includes(Token first, Expression left) {
        boolean list = left instanceof Expression.Listing
                || left instanceof Expression.Variable variable
                        && variable.name().equals(Names.LABELS);
        if (!list) {
            throw fault(first, "includes needs a list on its left: " + Names.LABELS + ", or [\"a\", \"b\"]");
        }
        return new Expression.Includes(left, unary());
    }

    private Expression unary() {
        Token token = take();
        if (++depth > DEEPEST) {
            throw fault(token, "is nested more than 64 levels deep");
        }
        Expression expression = token.is("!") ? new Expression.Not(unary()) : primary(token);
        depth--;
        return expression;
    }

    private Expression primary(Token token) {
        switch (token.kind()) {
            case STRING:
                return constant(token.text());
            case NUMBER:
                return constant(Long.valueOf(token.text()));
            case NAME:
                return name(token);
            default:
        }
        if (token.is("(")) {
            Expression inner = or();
            demand(")");
            return inner;
        }
        if (token.is("[")) {
            return listing();
        }
        throw fault(token, "needs a value here, not " + token.shown());
    }

    private Expression listing() {
        List<Expression> items = new ArrayList<>();
        if (takes("]")) {
            return new Expression.Listing(items);
        }
        do {
            items.add(unary());
        } while (takes(","));
        demand("]");
        return new Expression.Listing(items);
    }

    private Expression name(Token token) {
        String name = token.text();
        if (peek().is("(")) {
            return function(token);
        }
        return switch (name) {
            case "true", "false" -> constant(Boolean.valueOf(name));
            case "null" -> new Expression.Constant(Optional.empty());
            default -> variable(token);
        };
    }

    private Expression variable(Token token) {
        String name = token.text();
        if (Names.isKnown(name)) {
            return new Expression.Variable(name);
        }
        if (Names.FUNCTIONS.contains(name)) {
            throw fault(token, name + " takes a name, e.g. " + name + "(\"CI\")");
        }
        throw fault(
                token,
                Names.isNeverKnown(name)
                        ? "\"" + name + "\" is Buildkite's, and never known to Sluice"
                        : "no variable named \"" + Shown.text(name) + "\"" + Nearest.hint(name, Names.all()));
    }

    private Expression function(Token token) {
        if (!Names.FUNCTIONS.contains(token.text())) {
            throw fault(
                    token,
                    "no function named \"" + Shown.text(token.text()) + "\""
                            + Nearest.hint(token.text(), Names.FUNCTIONS));
        }
        demand("(");
        Expression argument = unary();
        demand(")");
        return new Expression.Environment(argument);
    }

    private static Expression constant(Object value) {
        return new Expression.Constant(Optional.of(value));
    }

    private void demand(String symbol) {
        Token token = take();
        if (!token.is(symbol)) {
            throw fault(token, "needs " + symbol + " here, not " + token.shown());
        }
    }

    private boolean takes(String symbol) {
        if (!peek().is(symbol)) {
            return false;
        }
        at++;
        return true;
    }

    private Token peek() {
        return tokens.get(at);
    }

    private Token take() {
        Token token = tokens.get(at);
        at += token.kind() == Kind.END ? 0 : 1;
        return token;
    }

    private ExpressionException fault(Token token, String message) {
        return new ExpressionException(text, token.start(), message);
    }
}
