package dev.sluice.cli;

import dev.sluice.core.dialect.translation.Literal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A result as people read it (D5). */
final class NodesResultText {

    private static final int LONGEST_OUTPUT = 100;
    private static final String RULE = "=".repeat(60);

    private final NodesResult result;
    private final Style style;

    private NodesResultText(NodesResult result, Style style) {
        this.result = result;
        this.style = style;
    }

    static List<String> lines(NodesResult result, Style style) {
        return new NodesResultText(result, style).lines();
    }

    private List<String> lines() {
        boolean completed = result.status() == NodesResult.Status.COMPLETED;
        List<String> lines = new ArrayList<>(List.of(RULE, style.strong("PIPELINE RESULT"), RULE, ""));
        String status = "Status: " + result.status().word();
        lines.add(completed ? style.good(status) : style.bad(status));
        lines.add(result.definition().kind().word() + ": " + result.definition().name());
        lines.add("Trace ID: " + result.traceId());
        lines.add("Run ID: " + result.runId());
        lines.add("Duration: " + milliseconds(result.duration()));
        lines.add("");
        result.nodes().forEach(node -> lines.addAll(node(node)));
        lines.add(end());
        return lines;
    }

    private List<String> node(NodesResult.Node node) {
        List<String> lines = new ArrayList<>();
        lines.add("--- " + node.node().type() + " (" + node.node().id() + ") ---");
        switch (node.fate()) {
            case SKIPPED -> lines.add("  " + style.warn("(skipped)") + why(node));
            case NOT_EXECUTED -> lines.add("  " + style.warn("(not executed)") + why(node));
            case EXECUTED -> lines.addAll(executed(node));
        }
        lines.add("");
        return lines;
    }

    private static String why(NodesResult.Node node) {
        return node.why().isEmpty() ? "" : " " + node.why();
    }

    private List<String> executed(NodesResult.Node node) {
        List<String> lines = new ArrayList<>();
        node.output().forEach((key, value) -> lines.add("  " + key + ": " + shown(value)));
        if (!node.errors().isEmpty()) {
            lines.add("  " + style.bad("Errors: " + String.join(", ", node.errors())));
            node.log().ifPresent(log -> lines.add("  Log: " + log));
        }
        lines.add("  Duration: " + milliseconds(node.duration()));
        return lines;
    }

    /** A terminal takes what can't be seen for commands. */
    private static String shown(String value) {
        return Literal.shortened(value.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?"), LONGEST_OUTPUT);
    }

    private String end() {
        return switch (result.status()) {
            case COMPLETED ->
                result.failed().isEmpty()
                        ? style.good("✓ Pipeline completed successfully")
                        : style.warn("✓ Pipeline completed; not required, and with errors: "
                                + String.join(", ", result.failed()));
            case FAILED -> style.bad("✗ Pipeline failed: " + result.error().orElse(""));
            case CANCELLED -> style.bad("✗ Pipeline cancelled");
        };
    }

    static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%.2fms", duration.toNanos() / 1e6);
    }
}
