package dev.sluice.cli;

import dev.sluice.core.text.Columns;
import dev.sluice.core.text.Printable;
import dev.sluice.local.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a terminal shows of the running jobs: one line each, then how far the run is. Never more than fits. */
record LiveFrame(Style style) {

    private static final String[] SPINNER = "⠋ ⠙ ⠹ ⠸ ⠼ ⠴ ⠦ ⠧ ⠇ ⠏".split(" ");
    private static final long TURN_MILLIS = 100;
    private static final int ELAPSED = 6;
    private static final int SHORTEST_SAYING = 12;
    private static final int NARROW = 60;
    private static final int LONGEST_BAR = 20;

    /** A row with what its job said last. */
    record Seen(RunningRow row, String saying) {}

    /** So many rows are shown of so many. A third of the screen is left to what has ended. */
    static int rows(int running, Window window) {
        int most = Math.max(1, Math.min(window.lines() - 2, window.lines() * 2 / 3));
        return running <= most - 1 ? running : Math.max(0, most - 2);
    }

    /**
     * @param seen the first {@link #rows} of them
     * @param running how many there are
     */
    List<String> lines(List<Seen> seen, int running, JobCounts counts, Window window, Instant now) {
        // The last column stays free: a full line leaves terminals in doubt where they are.
        int columns = window.columns() - 1;
        List<String> lines = new ArrayList<>();
        int name = seen.stream().mapToInt(s -> Columns.of(title(s))).max().orElse(0);
        int room = columns - 2 - 1 - ELAPSED;
        int titles = Math.max(1, Math.min(name, window.columns() < NARROW ? room : room - 2 - SHORTEST_SAYING));
        seen.forEach(s -> lines.add(row(s, titles, columns, now)));
        if (running > seen.size()) {
            String more = seen.isEmpty() ? running + " running" : "… and " + (running - seen.size()) + " more";
            lines.add(style.faint(Columns.cut("  " + more, columns)));
        }
        lines.add(summary(counts, running, columns, now));
        return lines;
    }

    private String row(Seen seen, int titles, int columns, Instant now) {
        String title = Columns.padded(Columns.cut(title(seen), titles), titles);
        String elapsed = ("%" + ELAPSED + "s")
                .formatted(Durations.measured(Duration.between(seen.row().start(), now)));
        int left = columns - 2 - titles - 1 - elapsed.length() - 2;
        String saying = left < SHORTEST_SAYING ? "" : Columns.cut(seen.saying(), left);
        return style.active(spinner(now)) + " " + title + " " + elapsed
                + (saying.isEmpty() ? "" : "  " + style.faint(saying));
    }

    /** The jobs' own words reach here too: a step's name may come from a job that added it. */
    private static String title(Seen seen) {
        return Printable.of(seen.row().title()).replace('\n', ' ').replace('\t', ' ');
    }

    private static String spinner(Instant now) {
        return SPINNER[(int) Math.floorMod(now.toEpochMilli() / TURN_MILLIS, (long) SPINNER.length)];
    }

    private String summary(JobCounts counts, int running, int columns, Instant now) {
        List<String> parts = new ArrayList<>();
        if (counts.total() > 0) {
            parts.add(counts.ended() + "/" + counts.total() + " done");
        }
        if (counts.failed() > 0) {
            parts.add(counts.failed() + " failed");
        }
        parts.add(running + " running");
        if (counts.waiting() > 0) {
            parts.add(counts.waiting() + " waiting");
        }
        if (running > 0) {
            // While nothing runs nothing is drawn anew, and a clock that stands still would lie.
            parts.add(Durations.measured(Duration.between(counts.start(), now)));
        }
        int bar = columns < NARROW || counts.total() == 0 ? 0 : Math.min(LONGEST_BAR, columns / 5);
        String text = Columns.cut(String.join(" · ", parts), columns - (bar == 0 ? 0 : bar + 1));
        return bar == 0 ? text : bar(counts, bar) + " " + text;
    }

    private String bar(JobCounts counts, int wide) {
        int full = (int) ((long) wide * counts.ended() / counts.total());
        String done = "━".repeat(full);
        return (counts.failed() > 0 ? style.bad(done) : style.good(done)) + style.faint("─".repeat(wide - full));
    }
}
