package dev.sluice.core.text;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a text becomes literals and references. */
final class TemplateParser {

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern MATRIX = Pattern.compile("matrix\\.([A-Za-z0-9_-]+)");
    private static final Pattern OUTPUT =
            Pattern.compile("steps\\.([A-Za-z0-9-]+)\\.outputs\\.([A-Za-z_][A-Za-z0-9_]*)(?:\\[([0-9]{1,9})])?");

    private final String open;
    private final List<Template.Part> parts = new ArrayList<>();
    private final StringBuilder literal = new StringBuilder();

    /** @param open what begins a reference; a {@code $} before it makes it literal */
    private TemplateParser(String open) {
        this.open = open;
    }

    static Template text(String text) {
        return new TemplateParser("${").parse(text);
    }

    static Template program(String text) {
        return new TemplateParser("${matrix.").parse(text);
    }

    private Template parse(String text) {
        int at = 0;
        for (int found = text.indexOf(open); found >= 0; found = text.indexOf(open, at)) {
            if (found > at && text.charAt(found - 1) == '$') {
                literal.append(text, at, found - 1).append(open);
                at = found + open.length();
                continue;
            }
            int end = text.indexOf('}', found);
            if (end < 0) {
                throw new TemplateException(
                        "\"" + shown(text.substring(found)) + "\" has no closing }; write $${ for a literal ${");
            }
            literal.append(text, at, found);
            flush();
            parts.add(reference(text.substring(found + 2, end)));
            at = end + 1;
        }
        literal.append(text, at, text.length());
        flush();
        return new Template(parts);
    }

    private void flush() {
        if (!literal.isEmpty()) {
            parts.add(new Template.Literal(literal.toString()));
            literal.setLength(0);
        }
    }

    private static Reference reference(String name) {
        if (VARIABLE.matcher(name).matches()) {
            return new Reference.Variable(name);
        }
        Matcher matrix = MATRIX.matcher(name);
        if (matrix.matches()) {
            return new Reference.MatrixValue(matrix.group(1));
        }
        Matcher output = OUTPUT.matcher(name);
        if (output.matches()) {
            String index = output.group(3);
            return new Reference.Output(
                    output.group(1),
                    output.group(2),
                    index == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(index)));
        }
        throw new TemplateException("\"${" + shown(name) + "}\" is none of ${variable}, ${matrix.dimension}, "
                + "${steps.step.outputs.key}; write $${ for a literal ${");
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 40 ? line : line.substring(0, 40) + "…";
    }
}
