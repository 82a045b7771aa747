package dev.sluice.cli;

import dev.sluice.core.dialect.Source;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** JSON for people to read: with spaces, on one line or indented by two. */
final class SpacedJson {

    private SpacedJson() {}

    static String onOneLine(Source source) {
        if (source instanceof Source.Mapping mapping) {
            return mapping.fields().entrySet().stream()
                    .map(field -> key(field) + onOneLine(field.getValue().value()))
                    .collect(Collectors.joining(", ", "{", "}"));
        }
        if (source instanceof Source.Sequence sequence) {
            return sequence.items().stream().map(SpacedJson::onOneLine).collect(Collectors.joining(", ", "[", "]"));
        }
        return source.json();
    }

    static String indented(Source source) {
        return indented(source, "");
    }

    private static String indented(Source source, String indent) {
        String deeper = indent + "  ";
        if (source instanceof Source.Mapping mapping && !mapping.fields().isEmpty()) {
            return block(
                    "{",
                    mapping.fields().entrySet().stream()
                            .map(field -> key(field) + indented(field.getValue().value(), deeper))
                            .toList(),
                    indent + "}",
                    deeper);
        }
        if (source instanceof Source.Sequence sequence && !sequence.items().isEmpty()) {
            return block(
                    "[",
                    sequence.items().stream()
                            .map(item -> indented(item, deeper))
                            .toList(),
                    indent + "]",
                    deeper);
        }
        return onOneLine(source);
    }

    private static String block(String begin, List<String> items, String end, String indent) {
        return items.stream().map(item -> indent + item).collect(Collectors.joining(",\n", begin + "\n", "\n" + end));
    }

    private static String key(Map.Entry<String, Source.Field> field) {
        return Source.of(field.getKey()).json() + ": ";
    }
}
