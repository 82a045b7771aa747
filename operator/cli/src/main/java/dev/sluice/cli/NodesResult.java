package dev.sluice.cli;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What came of a run of a definition (D5), wherever it ran.
 *
 * @param runId the run's name
 * @param duration of the run
 * @param error why it did not complete
 */
record NodesResult(
        NodeDefinition definition,
        String traceId,
        String runId,
        Status status,
        List<Node> nodes,
        Duration duration,
        Optional<String> error) {

    enum Status {
        COMPLETED("completed"),
        FAILED("failed"),
        CANCELLED("cancelled");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    enum Fate {
        EXECUTED,
        /** By a condition, or because it was asked for. */
        SKIPPED,
        /** The run did not come to it. */
        NOT_EXECUTED
    }

    /**
     * @param why it was not executed, where somebody says
     * @param log where what it printed is
     */
    record Node(
            NodeDefinition.Node node,
            Fate fate,
            String why,
            Map<String, String> output,
            List<String> errors,
            Duration duration,
            Optional<String> log) {

        Node {
            errors = List.copyOf(errors);
        }
    }

    NodesResult {
        nodes = List.copyOf(nodes);
    }

    /** Nodes that failed, by their ids. */
    List<String> failed() {
        return nodes.stream()
                .filter(node -> !node.errors().isEmpty())
                .map(node -> node.node().id())
                .toList();
    }

    /** {@code node think has errors: exit code 3}; where none has, what is said of the run. */
    static Optional<String> error(Status status, List<Node> nodes, String message) {
        if (status == Status.COMPLETED) {
            return Optional.empty();
        }
        String errors = nodes.stream()
                .filter(node -> !node.errors().isEmpty())
                .map(node -> "node " + node.node().id() + " has errors: " + String.join(", ", node.errors()))
                .collect(Collectors.joining("; "));
        return Optional.of(errors.isEmpty() || status == Status.CANCELLED ? message : errors);
    }

    Source json() {
        Draft results = new Draft(Optional.empty());
        nodes.stream()
                .filter(node -> node.fate() == Fate.EXECUTED)
                .forEach(node -> results.put(node.node().id(), json(node)));
        return new Draft(Optional.empty())
                .putText("trace_id", traceId)
                .putText("run_id", runId)
                .putText("definition", definition.name())
                .put("definition_version", Source.of(definition.version().orElse(null)))
                .putText("status", status.word())
                .put("executed_nodes", ids(Fate.EXECUTED))
                .put("skipped_nodes", ids(Fate.SKIPPED))
                .put("node_results", results.done())
                .put("duration_ms", milliseconds(duration))
                .put("error", Source.of(error.orElse(null)))
                .done();
    }

    private static Source json(Node node) {
        return new Draft(Optional.empty())
                .putText("node_id", node.node().id())
                .putText("node_type", node.node().type())
                .put("output", Source.of(node.output()))
                .put("errors", Source.of(node.errors()))
                .put("duration_ms", milliseconds(node.duration()))
                .put("log", Source.of(node.log().orElse(null)))
                .done();
    }

    private Source ids(Fate fate) {
        return Source.of(nodes.stream()
                .filter(node -> node.fate() == fate)
                .map(node -> node.node().id())
                .toList());
    }

    private static Source milliseconds(Duration duration) {
        return Source.of(BigDecimal.valueOf(duration.toNanos(), 6).setScale(2, RoundingMode.HALF_UP));
    }
}
