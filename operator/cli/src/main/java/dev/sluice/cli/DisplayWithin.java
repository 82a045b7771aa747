package dev.sluice.cli;

import java.util.List;
import java.util.stream.Collectors;

/** A part of another: what a step's run shows. Keys are its own, and its end and its counts are not the other's. */
final class DisplayWithin implements Display {

    private final Display display;
    private final String prefix;

    DisplayWithin(Display display, String prefix) {
        this.display = display;
        this.prefix = prefix;
    }

    @Override
    public void line(String line) {
        display.line(line.lines().map(l -> l.isEmpty() ? l : prefix + l).collect(Collectors.joining("\n")));
    }

    @Override
    public void begin(Object key, String line, RunningRow row) {
        display.begin(List.of(this, key), prefix + line, row.within(prefix));
    }

    @Override
    public void end(Object key) {
        display.end(List.of(this, key));
    }

    @Override
    public void counts(JobCounts counts) {}

    @Override
    public boolean folds() {
        return display.folds();
    }

    @Override
    public void pause() {
        display.pause();
    }

    @Override
    public void resume() {
        display.resume();
    }

    @Override
    public void close() {}
}
