package dev.sluice.cli;

import dev.sluice.local.Durations;
import dev.sluice.local.LedgerRecord;
import dev.sluice.local.LocalRuns;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs, the newest first. */
record RunList(List<Entry> runs) {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    /** @param state as the record has it; {@code CutOff} where its process ended before the run did */
    record Entry(
            String run, String pipeline, String state, Optional<Instant> start, Optional<Instant> end, String message) {

        private Map<String, Object> facts() {
            Facts facts = new Facts()
                    .put("run", run)
                    .put("pipeline", pipeline)
                    .put("state", state)
                    .put("message", message)
                    .put("start", start.map(Instant::toString))
                    .put("end", end.map(Instant::toString));
            if (start.isPresent() && end.isPresent()) {
                facts.put("durationMs", Duration.between(start.get(), end.get()).toMillis());
            }
            return facts.map();
        }
    }

    static RunList here(Path base) {
        return new RunList(LocalRuns.records(base).map(RunList::entry).toList());
    }

    private static Entry entry(LedgerRecord run) {
        String state = run.ended() || run.alive() ? run.state() : "CutOff";
        return new Entry(run.run(), run.pipeline(), state, Optional.of(run.start()), run.end(), run.message());
    }

    Map<String, Object> facts() {
        return Map.of("runs", runs.stream().map(Entry::facts).toList());
    }

    /** @param where they are looked for */
    String text(Style style, String where) {
        if (runs.isEmpty()) {
            return style.faint("no runs " + where) + "\n";
        }
        int name = runs.stream().mapToInt(entry -> entry.run().length()).max().orElse(0);
        int state =
                runs.stream().mapToInt(entry -> entry.state().length()).max().orElse(0);
        StringBuilder text = new StringBuilder();
        for (Entry entry : runs) {
            String took = entry.start()
                    .flatMap(start -> entry.end().map(end -> Durations.measured(Duration.between(start, end))))
                    .orElse("");
            text.append((entry.run() + " ".repeat(name - entry.run().length()) + "  " + painted(entry.state(), style)
                                    + " ".repeat(state - entry.state().length()) + "  "
                                    + entry.start()
                                            .map(start -> TIME.format(start.atZone(ZoneId.systemDefault())))
                                            .orElse("")
                                    + "  " + took)
                            .stripTrailing())
                    .append('\n');
        }
        return text.toString();
    }

    private static String painted(String state, Style style) {
        return switch (state) {
            case "Succeeded" -> style.good(state);
            case "Failed", "CutOff" -> style.bad(state);
            case "Partial", "Cancelled", "RollingBack", "WaitingApproval" -> style.warn(state);
            default -> style.active(state);
        };
    }
}
