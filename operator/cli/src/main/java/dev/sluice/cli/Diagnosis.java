package dev.sluice.cli;

import dev.sluice.core.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was looked at, one finding a line, and what to do about it. */
final class Diagnosis {

    enum Level {
        GOOD,
        /** Worth knowing; nothing fails by it alone. */
        WARNING,
        BAD
    }

    /** @param next what to do; empty where nothing is */
    record Finding(Level level, String area, String message, String next) {

        private Map<String, Object> facts() {
            return new Facts()
                    .put("level", level.name().toLowerCase(Locale.ROOT))
                    .put("area", area)
                    .put("message", message)
                    .put("next", next)
                    .map();
        }
    }

    private final List<Finding> findings = new ArrayList<>();

    void good(String area, String message) {
        findings.add(new Finding(Level.GOOD, area, message, ""));
    }

    void warning(String area, String message, String next) {
        findings.add(new Finding(Level.WARNING, area, message, next));
    }

    void bad(String area, String message, String next) {
        findings.add(new Finding(Level.BAD, area, message, next));
    }

    boolean healthy() {
        return findings.stream().noneMatch(finding -> finding.level() == Level.BAD);
    }

    Map<String, Object> facts() {
        return new Facts()
                .put("healthy", healthy())
                .putAll("findings", findings.stream().map(Finding::facts).toList())
                .map();
    }

    List<String> lines(Style style) {
        int wide = findings.stream().mapToInt(f -> f.area().length()).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (Finding finding : findings) {
            String sign =
                    switch (finding.level()) {
                        case GOOD -> style.good("✓");
                        case WARNING -> style.warn("!");
                        case BAD -> style.bad("✗");
                    };
            lines.add(sign + " " + finding.area()
                    + " ".repeat(wide - finding.area().length()) + "  "
                    + Printable.of(finding.message())
                    + (finding.next().isEmpty() ? "" : style.faint("; " + Printable.of(finding.next()))));
        }
        return lines;
    }
}
