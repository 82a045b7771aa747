package dev.sluice.core.dialect;

import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.Source.Scalar;
import dev.sluice.core.dialect.Source.Sequence;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A tree as YAML that people read: scripts as they were written, and what every reader of YAML takes for the same values. */
public final class YamlText {

    private static final Pattern PLAIN =
            Pattern.compile("[A-Za-z_/.$][A-Za-z0-9_./@$+-]*( [A-Za-z0-9_./@$+(][A-Za-z0-9_./@$+()-]*)*");
    private static final Set<String> WORDS =
            Set.of("null", "true", "false", "yes", "no", "on", "off", "y", "n", ".inf", ".nan");
    private static final Pattern ODD =
            Pattern.compile("[\\x00-\\x09\\x0B-\\x1F\\x7F-\\x9F\\u2028\\u2029\\uFEFF\\uD800-\\uDFFF\\uFFFE\\uFFFF]");
    private static final int LONGEST_ON_A_LINE = 100;

    private final StringBuilder text = new StringBuilder();

    private YamlText() {}

    public static String of(Source source) {
        YamlText yaml = new YamlText();
        if (isBlock(source)) {
            yaml.block(source, 0);
        } else {
            yaml.text.append(flow(source)).append('\n');
        }
        return yaml.text.toString();
    }

    /** As {@link #of}, on one line whatever it is. */
    public static String onOneLine(Source source) {
        return flow(source);
    }

    private void block(Source source, int indent) {
        if (source instanceof Mapping mapping) {
            boolean first = true;
            for (var field : mapping.fields().entrySet()) {
                text.append(first ? "" : " ".repeat(indent))
                        .append(string(field.getKey()))
                        .append(':');
                value(field.getValue().value(), indent, false);
                first = false;
            }
        } else {
            boolean first = true;
            for (Source item : ((Sequence) source).items()) {
                text.append(first ? "" : " ".repeat(indent)).append('-');
                value(item, indent, true);
                first = false;
            }
        }
    }

    private void value(Source value, int indent, boolean item) {
        if (value instanceof Scalar scalar && isLiteral(scalar)) {
            literal(scalar.text(), indent + 2);
        } else if (!isBlock(value)) {
            text.append(' ').append(flow(value)).append('\n');
        } else if (item) {
            text.append(' ');
            block(value, indent + 2);
        } else {
            int deeper = value instanceof Sequence ? indent : indent + 2;
            text.append('\n').append(" ".repeat(deeper));
            block(value, deeper);
        }
    }

    private void literal(String written, int indent) {
        int end = written.length();
        while (end > 0 && written.charAt(end - 1) == '\n') {
            end--;
        }
        int newlines = written.length() - end;
        text.append(newlines == 0 ? " |-\n" : newlines == 1 ? " |\n" : " |+\n");
        for (String line : written.substring(0, end).split("\n", -1)) {
            text.append(line.isEmpty() ? "" : " ".repeat(indent)).append(line).append('\n');
        }
        text.append("\n".repeat(Math.max(0, newlines - 1)));
    }

    private static boolean isLiteral(Scalar scalar) {
        String written = scalar.text();
        return scalar.type() == Scalar.Type.STRING
                && written.indexOf('\n') > 0
                && !ODD.matcher(written).find()
                && written.charAt(0) != ' '
                && !written.isBlank()
                && written.lines().noneMatch(line -> line.endsWith(" "));
    }

    private static boolean isBlock(Source source) {
        if (source instanceof Mapping mapping) {
            return !mapping.fields().isEmpty() && !isShort(source);
        }
        return source instanceof Sequence sequence && !sequence.items().isEmpty() && !isShort(source);
    }

    /** Values alone, on one line that the eye takes in. */
    private static boolean isShort(Source source) {
        List<Source> values = source instanceof Mapping mapping
                ? mapping.fields().values().stream().map(Source.Field::value).toList()
                : ((Sequence) source).items();
        boolean plain = values.stream()
                .allMatch(
                        value -> value instanceof Scalar scalar && scalar.text().length() <= LONGEST_ON_A_LINE);
        return plain && values.size() <= 8 && flow(source).length() <= LONGEST_ON_A_LINE;
    }

    private static String flow(Source source) {
        if (source instanceof Mapping mapping) {
            return mapping.fields().entrySet().stream()
                    .map(field -> string(field.getKey()) + ": "
                            + flow(field.getValue().value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (source instanceof Sequence sequence) {
            return sequence.items().stream().map(YamlText::flow).collect(Collectors.joining(", ", "[", "]"));
        }
        Scalar scalar = (Scalar) source;
        return switch (scalar.type()) {
            case STRING -> string(scalar.text());
            case NULL -> "null";
            case INTEGER, FLOAT, BOOLEAN -> scalar.text();
        };
    }

    private static String string(String value) {
        boolean plain = PLAIN.matcher(value).matches()
                && !WORDS.contains(value.toLowerCase(Locale.ROOT))
                && !value.matches("[.0-9].*");
        return plain ? value : quoted(value);
    }

    private static String quoted(String value) {
        StringBuilder out = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> out.append("\\\"");
                case '\\' -> out.append("\\\\");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    String letter = new String(Character.toChars(c));
                    out.append(c > 0xFFFF || !ODD.matcher(letter).matches() ? letter : "\\u%04x".formatted(c));
                }
            }
        });
        return out.append('"').toString();
    }
}
