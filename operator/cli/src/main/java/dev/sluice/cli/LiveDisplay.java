package dev.sluice.cli;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * For people who watch. Whatever happens is drawn within a tick, by one thread, which rests while nothing runs. Between two frames the
 * cursor, hidden, waits at the beginning of the first row: when the window is made narrower and the terminal breaks the rows anew, all of
 * them are still below it.
 */
final class LiveDisplay implements Display {

    private static final Duration TICK = Duration.ofMillis(100);
    private static final String CLEAR_BELOW = "\r\u001b[J";
    private static final String CLEAR_LINE_END = "\u001b[K";
    private static final String UP = "\u001b[%dA";
    // A row that is wider than we think must not wrap: the way up would be wrong.
    private static final String NO_WRAP = "\u001b[?7l";
    private static final String WRAP = "\u001b[?7h";
    private static final String HIDE_CURSOR = "\u001b[?25l";
    private static final String SHOW_CURSOR = "\u001b[?25h";

    private final PrintStream out;
    private final LiveFrame frame;
    private final Supplier<Window> size;
    private final Clock clock;
    private final Map<Object, RunningRow> rows = new LinkedHashMap<>();
    private final StringBuilder above = new StringBuilder();
    private final Thread drawer = new Thread(this::drawUntilClosed, "sluice-display");
    // Whatever ends the process, the terminal is left as it was; kill -9 apart.
    private final Thread tidy = new Thread(this::close, "sluice-display-end");
    private JobCounts counts;
    private boolean changed;
    private boolean shown;
    private boolean closed;
    private int pauses;

    LiveDisplay(PrintStream out, LiveFrame frame, Supplier<Window> size, Clock clock) {
        this.out = out;
        this.frame = frame;
        this.size = size;
        this.clock = clock;
        this.counts = new JobCounts(0, 0, 0, 0, clock.instant());
        Runtime.getRuntime().addShutdownHook(tidy);
        drawer.setDaemon(true);
        drawer.start();
    }

    @Override
    public synchronized void line(String line) {
        above.append(Style.harmless(line)).append('\n');
        if (closed) {
            leave();
        } else {
            change();
        }
    }

    @Override
    public synchronized void begin(Object key, String line, RunningRow row) {
        rows.put(key, row);
        change();
    }

    /** The row goes with the line that tells how it ended: nothing flickers. */
    @Override
    public synchronized void end(Object key) {
        rows.remove(key);
    }

    @Override
    public synchronized void counts(JobCounts now) {
        counts = now;
    }

    @Override
    public boolean folds() {
        return true;
    }

    @Override
    public synchronized void pause() {
        if (pauses == 0) {
            leave();
        }
        pauses++;
    }

    @Override
    public synchronized void resume() {
        pauses--;
        change();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            pauses = 0;
            leave();
            notifyAll();
        }
        try {
            Runtime.getRuntime().removeShutdownHook(tidy);
        } catch (IllegalStateException e) {
            // it runs just now
        }
    }

    private void change() {
        changed = true;
        notifyAll();
    }

    private void drawUntilClosed() {
        try {
            while (awaitWork()) {
                // Processes and files are asked without holding up the run.
                Window window = size.get();
                Map<RunningRow, String> sayings = new IdentityHashMap<>();
                first(window).forEach(row -> sayings.put(row, row.saying().get()));
                draw(sayings, window);
                Thread.sleep(TICK.toMillis());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized boolean awaitWork() throws InterruptedException {
        while (!closed && (pauses > 0 || !changed && rows.isEmpty())) {
            wait();
        }
        return !closed;
    }

    private synchronized List<RunningRow> first(Window window) {
        return rows.values().stream().limit(LiveFrame.rows(rows.size(), window)).toList();
    }

    private synchronized void draw(Map<RunningRow, String> sayings, Window window) {
        if (closed || pauses > 0) {
            return;
        }
        changed = false;
        List<LiveFrame.Seen> seen = first(window).stream()
                .map(row -> new LiveFrame.Seen(row, sayings.getOrDefault(row, "")))
                .toList();
        List<String> lines = frame.lines(seen, rows.size(), counts, window, clock.instant());
        StringBuilder text = new StringBuilder();
        if (!shown) {
            text.append(HIDE_CURSOR);
        }
        if (!above.isEmpty()) {
            text.append(CLEAR_BELOW).append(above);
            above.setLength(0);
        }
        text.append(NO_WRAP)
                .append('\r')
                .append(String.join(CLEAR_LINE_END + "\n", lines))
                .append("\u001b[J\r")
                .append(lines.size() > 1 ? UP.formatted(lines.size() - 1) : "")
                .append(WRAP);
        print(text.toString());
        shown = true;
    }

    /** The rows go, and what is to be said above them is said. */
    private synchronized void leave() {
        String text = (shown ? CLEAR_BELOW : "") + above + (shown ? SHOW_CURSOR : "");
        above.setLength(0);
        shown = false;
        if (!text.isEmpty()) {
            print(text);
        }
    }

    private void print(String text) {
        out.print(text);
        out.flush();
    }
}
