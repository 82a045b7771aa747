package dev.sluice.cli;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run of a definition would be (D4), in the words its users know. */
record NodesDryRun(NodeDefinition definition, String source, String environment, NodePayload payload) {

    List<String> lines(Style style) {
        List<String> lines = new ArrayList<>();
        lines.add(style.warn("=== DRY RUN ==="));
        lines.add("");
        lines.add("Pipeline " + definition.kind().word() + ": " + definition.name());
        lines.add("Source: " + source);
        lines.add("Environment: " + environment);
        lines.add("");
        lines.add("Nodes (" + definition.nodes().size() + "):");
        for (int i = 0; i < definition.nodes().size(); i++) {
            NodeDefinition.Node node = definition.nodes().get(i);
            lines.add("  " + (i + 1) + ". [" + node.type() + "] " + node.id());
            lines.add("     Config: " + SpacedJson.onOneLine(node.config()));
            lines.add(node.next().isEmpty() ? "     → end" : "     → next: " + String.join(", ", node.next()));
            lines.add("");
        }
        lines.add("Payload:");
        lines.add(SpacedJson.indented(payload.json()));
        return lines;
    }

    Source json() {
        return new Draft(Optional.empty())
                .put("dry_run", Source.of(true))
                .putText("definition", definition.name())
                .put("definition_version", Source.of(definition.version().orElse(null)))
                .putText("source", source)
                .putText("environment", environment)
                .put(
                        "nodes",
                        Draft.list(
                                definition.nodes().stream()
                                        .map(NodesDryRun::node)
                                        .toList(),
                                Optional.empty()))
                .put("payload", payload.json())
                .done();
    }

    private static Source node(NodeDefinition.Node node) {
        return new Draft(Optional.empty())
                .putText("id", node.id())
                .putText("type", node.type())
                .put("config", node.config())
                .put("next", Draft.texts(node.next(), Optional.empty()))
                .done();
    }
}
