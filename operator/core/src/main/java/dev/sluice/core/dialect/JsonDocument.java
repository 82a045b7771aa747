package dev.sluice.core.dialect;

import dev.sluice.core.dialect.Source.Field;
import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.Source.Scalar;
import dev.sluice.core.dialect.Source.Sequence;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A JSON text as a tree that knows its places. YAML's rules are not quite JSON's: it takes no tabs, and says other things of what is wrong. */
final class JsonDocument {

    private static final int DEEPEST = 64;
    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
    private static final int MOST_DIGITS = 64;

    private final String text;
    private int at;
    private int line = 1;
    private int lineStart;
    private int values;

    private JsonDocument(String text) {
        this.text = text;
    }

    static Source parse(String text) throws SourceException {
        JsonDocument document = new JsonDocument(text.startsWith("\uFEFF") ? text.substring(1) : text);
        document.space();
        Source source = document.value(0);
        document.space();
        if (document.at < document.text.length()) {
            throw document.fault("more follows where the text should end");
        }
        return source;
    }

    private Source value(int depth) throws SourceException {
        if (depth > DEEPEST) {
            throw new SourceException(here(), "is nested deeper than " + DEEPEST + " levels");
        }
        if (++values > YamlTree.MOST_VALUES) {
            throw new SourceException(here(), YamlTree.TOO_MANY);
        }
        Position begin = here();
        return switch (peek()) {
            case '{' -> object(depth, begin);
            case '[' -> array(depth, begin);
            case '"' -> {
                String string = new JsonString(text, at, this::fault).value();
                at = skipString();
                yield new Scalar(Scalar.Type.STRING, string, string, Optional.of(begin));
            }
            default -> literal(begin);
        };
    }

    private Source object(int depth, Position begin) throws SourceException {
        Map<String, Field> fields = new LinkedHashMap<>();
        at++;
        space();
        while (peek() != '}') {
            Position place = here();
            if (peek() != '"') {
                throw fault("expected the name of a field in double quotes, or }");
            }
            String name = new JsonString(text, at, this::fault).value();
            at = skipString();
            space();
            demand(':', "a colon");
            space();
            if (fields.put(name, new Field(Optional.of(place), value(depth + 1))) != null) {
                throw new SourceException(place, "the field \"" + Shown.briefly(name) + "\" is written twice");
            }
            separator('}');
        }
        at++;
        return new Mapping(fields, Optional.of(begin));
    }

    private Source array(int depth, Position begin) throws SourceException {
        List<Source> items = new ArrayList<>();
        at++;
        space();
        while (peek() != ']') {
            items.add(value(depth + 1));
            separator(']');
        }
        at++;
        return new Sequence(items, Optional.of(begin));
    }

    /** A comma with something after it, or the end. */
    private void separator(char end) throws SourceException {
        space();
        if (peek() == end) {
            return;
        }
        demand(',', "a comma or " + end);
        space();
        if (peek() == end) {
            throw fault("nothing follows the comma");
        }
    }

    private Source literal(Position begin) throws SourceException {
        int end = at;
        while (end < text.length() && ",]}: \t\r\n\"[{".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        String word = text.substring(at, end);
        Optional<Scalar> scalar = scalar(word, begin);
        if (scalar.isEmpty()) {
            throw fault(word.isEmpty() ? "expected a value" : Shown.quoted(word) + " is no value of JSON");
        }
        at = end;
        return scalar.get();
    }

    private static Optional<Scalar> scalar(String word, Position begin) {
        Optional<Position> place = Optional.of(begin);
        if (word.equals("true") || word.equals("false")) {
            return Optional.of(new Scalar(Scalar.Type.BOOLEAN, word, word, place));
        }
        if (word.equals("null")) {
            return Optional.of(new Scalar(Scalar.Type.NULL, "", word, place));
        }
        Matcher number = NUMBER.matcher(word);
        if (!number.matches() || word.length() > MOST_DIGITS) {
            return Optional.empty();
        }
        if (number.group(2) == null && number.group(3) == null) {
            return Optional.of(new Scalar(Scalar.Type.INTEGER, new BigInteger(word).toString(), word, place));
        }
        double fraction = Double.parseDouble(word);
        return Double.isFinite(fraction) ? Optional.of(YamlScalars.fraction(fraction, word, place)) : Optional.empty();
    }

    private int skipString() {
        int end = at + 1;
        while (text.charAt(end) != '"') {
            end += text.charAt(end) == '\\' ? 2 : 1;
        }
        return end + 1;
    }

    private void demand(char expected, String word) throws SourceException {
        if (peek() != expected) {
            throw fault("expected " + word);
        }
        at++;
    }

    /** Zero at the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }

    private void space() {
        for (; at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0; at++) {
            if (text.charAt(at) == '\n') {
                line++;
                lineStart = at + 1;
            }
        }
    }

    private Position here() {
        return new Position(line, at - lineStart + 1);
    }

    private SourceException fault(String message) {
        String met = at >= text.length() ? ", and the text ends" : "";
        return new SourceException(here(), "is not JSON: " + message + met);
    }
}
