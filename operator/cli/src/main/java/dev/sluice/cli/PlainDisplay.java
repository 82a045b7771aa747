package dev.sluice.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** For files and build servers: every line is printed once. */
final class PlainDisplay implements Display {

    private final PrintStream out;
    private final List<String> held = new ArrayList<>();
    private int pauses;

    PlainDisplay(PrintStream out) {
        this.out = out;
    }

    @Override
    public synchronized void line(String line) {
        String harmless = Style.harmless(line);
        if (pauses > 0) {
            held.add(harmless);
        } else {
            out.println(harmless);
        }
    }

    @Override
    public void begin(Object key, String line, RunningRow row) {
        line(line);
    }

    @Override
    public void end(Object key) {}

    @Override
    public void counts(JobCounts counts) {}

    @Override
    public boolean folds() {
        return false;
    }

    @Override
    public synchronized void pause() {
        pauses++;
    }

    @Override
    public synchronized void resume() {
        pauses--;
        if (pauses == 0) {
            held.forEach(out::println);
            held.clear();
        }
    }

    @Override
    public synchronized void close() {
        held.forEach(out::println);
        held.clear();
        pauses = 0;
    }
}
