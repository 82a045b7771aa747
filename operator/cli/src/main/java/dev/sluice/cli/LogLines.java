package dev.sluice.cli;

import dev.sluice.core.text.Printable;
import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Lines of jobs, each after its job's name, in a colour of the job's own; or as JSON. */
final class LogLines {

    private static final List<String> COLORS = List.of("36", "33", "35", "34", "32");

    private final PrintStream out;
    private final Style style;
    private final boolean json;
    private final Map<String, String> colors = new LinkedHashMap<>();
    private int wide;

    LogLines(PrintStream out, Style style, boolean json) {
        this.out = out;
        this.style = style;
        this.json = json;
    }

    /** From any thread: a line is never torn. */
    synchronized void line(String run, String step, String job, String line) {
        if (json) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("run", run);
            facts.put("step", step);
            facts.put("job", job);
            facts.put("line", line);
            out.println(JsonText.line(facts));
            return;
        }
        wide = Math.max(wide, job.length());
        String color = colors.computeIfAbsent(job, name -> COLORS.get(colors.size() % COLORS.size()));
        out.println(style.paint(color, job + " ".repeat(wide - job.length()) + " │") + " " + seen(line));
    }

    /** A progress bar goes back to its line's beginning and writes it anew; nothing commands the terminal. */
    private static String seen(String line) {
        String written = line.stripTrailing();
        return Printable.of(written.substring(written.lastIndexOf('\r') + 1));
    }
}
