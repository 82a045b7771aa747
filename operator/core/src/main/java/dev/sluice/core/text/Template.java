package dev.sluice.core.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A text with references in it, which are replaced as data and never seen by a shell. {@code ${name}} is a variable, {@code
 * ${matrix.os}} a matrix value, {@code ${steps.build.outputs.url}} an output; {@code $${} is a literal <code>${</code>; a lone {@code $}
 * is itself.
 */
public record Template(List<Part> parts) {

    public Template {
        parts = List.copyOf(parts);
    }

    public sealed interface Part permits Literal, Reference {}

    public record Literal(String text) implements Part {}

    /** @throws TemplateException naming what is wrong with it */
    public static Template parse(String text) {
        return TemplateParser.text(text);
    }

    /**
     * The text of a script, or an argument of a command: {@code ${matrix.…}} is replaced there, and all else is the shell's.
     *
     * @throws TemplateException naming what is wrong with it
     */
    public static Template parseProgram(String text) {
        return TemplateParser.program(text);
    }

    public List<Reference> references() {
        List<Reference> references = new ArrayList<>();
        for (Part part : parts) {
            if (part instanceof Reference reference) {
                references.add(reference);
            }
        }
        return references;
    }

    /** What {@code lookup} gives is inserted as it is: {@code ${…}} in it has no meaning. */
    public String render(Function<Reference, String> lookup) {
        StringBuilder text = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Literal literal) {
                text.append(literal.text());
            } else if (part instanceof Reference reference) {
                text.append(Objects.requireNonNull(lookup.apply(reference), () -> "no value for " + reference));
            }
        }
        return text.toString();
    }
}
