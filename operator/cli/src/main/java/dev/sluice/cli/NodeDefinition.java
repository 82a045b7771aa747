package dev.sluice.cli;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Plain;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A definition of typed nodes as people see it (D1): in their own order and words.
 *
 * @param name of a stored one, else the file
 * @param version as it is written
 */
record NodeDefinition(Kind kind, String name, Optional<String> version, List<Node> nodes) {

    enum Kind {
        DEFINITION("Definition"),
        CONFIG("Config");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /**
     * @param step what runs it, by its name in the pipeline
     * @param next those that come right after it
     */
    record Node(String id, String step, String type, Source config, List<String> next) {

        static final Source NO_CONFIG = Source.of(Map.of());

        Node {
            next = List.copyOf(next);
        }
    }

    NodeDefinition {
        nodes = List.copyOf(nodes);
    }

    /**
     * @param file that was found good
     * @param steps of the pipeline that was made of it, a step a node
     */
    static NodeDefinition of(Kind kind, String name, Source file, List<String> steps) {
        List<Node> nodes = new ArrayList<>();
        for (Source node : items(file, "nodes")) {
            nodes.add(new Node(
                    text(node, "id").orElse(""),
                    nodes.size() < steps.size() ? steps.get(nodes.size()) : "",
                    text(node, "type").orElse(""),
                    field(node, "config").orElse(Node.NO_CONFIG),
                    field(node, "next").stream()
                            .flatMap(next -> Plain.oneOrMany(next).stream())
                            .flatMap(next -> Plain.text(next).stream())
                            .toList()));
        }
        return new NodeDefinition(kind, name, text(file, "version"), nodes);
    }

    private static List<Source> items(Source owner, String name) {
        return field(owner, name).orElse(null) instanceof Source.Sequence list ? list.items() : List.of();
    }

    private static Optional<String> text(Source owner, String name) {
        return field(owner, name).flatMap(Plain::text);
    }

    private static Optional<Source> field(Source owner, String name) {
        return owner instanceof Source.Mapping mapping ? mapping.get(name) : Optional.empty();
    }
}
