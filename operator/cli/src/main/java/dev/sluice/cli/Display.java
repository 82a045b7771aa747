package dev.sluice.cli;

import dev.sluice.local.Durations;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Where progress is shown: lines that stay, and on a terminal the running jobs below them, drawn anew as time goes by. */
sealed interface Display extends AutoCloseable {

    void line(String line);

    /** {@code line} is for as long as {@code key} runs. */
    void begin(Object key, String line, Instant start);

    void end(Object key);

    /** Nothing is shown until {@link #resume()}: somebody is asked something. Nothing is lost. */
    void pause();

    void resume();

    @Override
    default void close() {}

    static Display on(PrintStream out, Terminal terminal, Clock clock) {
        return terminal.live() ? new Live(out, clock) : new Plain(out);
    }

    /** A part of another: what a step's run shows. Keys are its own, and its end is not the other's. */
    final class Within implements Display {

        private final Display display;
        private final String prefix;

        Within(Display display, String prefix) {
            this.display = display;
            this.prefix = prefix;
        }

        @Override
        public void line(String line) {
            display.line(line.lines().map(l -> l.isEmpty() ? l : prefix + l).collect(Collectors.joining("\n")));
        }

        @Override
        public void begin(Object key, String line, Instant start) {
            display.begin(List.of(this, key), prefix + line, start);
        }

        @Override
        public void end(Object key) {
            display.end(List.of(this, key));
        }

        @Override
        public void pause() {
            display.pause();
        }

        @Override
        public void resume() {
            display.resume();
        }
    }

    /** For files and build servers: every line is printed once. */
    final class Plain implements Display {

        private final PrintStream out;
        private final List<String> held = new ArrayList<>();
        private boolean paused;

        Plain(PrintStream out) {
            this.out = out;
        }

        @Override
        public synchronized void line(String line) {
            if (paused) {
                held.add(line);
            } else {
                out.println(line);
            }
        }

        @Override
        public void begin(Object key, String line, Instant start) {
            line(line);
        }

        @Override
        public void end(Object key) {}

        @Override
        public synchronized void pause() {
            paused = true;
        }

        @Override
        public synchronized void resume() {
            paused = false;
            held.forEach(out::println);
            held.clear();
        }

        @Override
        public void close() {
            resume();
        }
    }

    /** For people who watch. */
    final class Live implements Display {

        private static final int MOST_ROWS = 12;
        private static final Duration TICK = Duration.ofMillis(200);
        private static final String UP_AND_CLEAR = "\u001b[%dA\r\u001b[J";
        // A row longer than the terminal is wide must not wrap: the way up would be wrong.
        private static final String NO_WRAP = "\u001b[?7l";
        private static final String WRAP = "\u001b[?7h";

        private record Row(String line, Instant start) {}

        private final PrintStream out;
        private final Clock clock;
        private final Map<Object, Row> rows = new LinkedHashMap<>();
        private final Thread ticker = new Thread(this::tick, "sluice-display");
        private final StringBuilder held = new StringBuilder();
        private boolean paused;
        private int drawn;

        private Live(PrintStream out, Clock clock) {
            this.out = out;
            this.clock = clock;
            ticker.setDaemon(true);
            ticker.start();
        }

        @Override
        public synchronized void line(String line) {
            draw(line + "\n");
        }

        @Override
        public synchronized void begin(Object key, String line, Instant start) {
            rows.put(key, new Row(line, start));
            draw("");
        }

        /** The row goes with the next line, which tells how it ended: nothing flickers. */
        @Override
        public synchronized void end(Object key) {
            rows.remove(key);
        }

        @Override
        public synchronized void pause() {
            if (drawn > 0) {
                out.print(UP_AND_CLEAR.formatted(drawn));
                out.flush();
            }
            drawn = 0;
            paused = true;
        }

        @Override
        public synchronized void resume() {
            paused = false;
            String above = held.toString();
            held.setLength(0);
            draw(above);
        }

        @Override
        public void close() {
            ticker.interrupt();
            synchronized (this) {
                rows.clear();
                resume();
            }
        }

        private void draw(String above) {
            if (paused) {
                held.append(above);
                return;
            }
            StringBuilder text = new StringBuilder();
            if (drawn > 0) {
                text.append(UP_AND_CLEAR.formatted(drawn));
            }
            text.append(above);
            List<String> shown = shown();
            if (!shown.isEmpty()) {
                text.append(NO_WRAP)
                        .append(String.join("\n", shown))
                        .append("\n")
                        .append(WRAP);
            }
            drawn = shown.size();
            out.print(text);
            out.flush();
        }

        private List<String> shown() {
            Instant now = clock.instant();
            List<String> shown = new ArrayList<>();
            for (Row row : rows.values()) {
                if (shown.size() == MOST_ROWS) {
                    shown.add("  … and " + (rows.size() - MOST_ROWS) + " more");
                    break;
                }
                shown.add(row.line() + " " + Durations.measured(Duration.between(row.start(), now)));
            }
            return shown;
        }

        private void tick() {
            try {
                while (true) {
                    Thread.sleep(TICK.toMillis());
                    synchronized (this) {
                        if (!rows.isEmpty()) {
                            draw("");
                        }
                    }
                }
            } catch (InterruptedException e) {
                // closed
            }
        }
    }
}
