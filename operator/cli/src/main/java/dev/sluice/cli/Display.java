package dev.sluice.cli;

import java.io.PrintStream;
import java.time.Clock;

/** Where progress is shown: lines that stay, and on a terminal the running jobs below them, drawn anew as time goes by. */
interface Display extends AutoCloseable {

    void line(String line);

    /** {@code row} is for as long as {@code key} runs; {@code line} for where lines stay. */
    void begin(Object key, String line, RunningRow row);

    void end(Object key);

    /** How far the run is. */
    void counts(JobCounts counts);

    /** Many jobs of one step are told as one: what runs is seen anyway. */
    boolean folds();

    /** Nothing is shown until as many {@link #resume()} have come: somebody is asked something. Nothing is lost. */
    void pause();

    void resume();

    /** May be called twice. */
    @Override
    void close();

    static Display on(PrintStream out, Terminal terminal, Clock clock) {
        return terminal.live()
                ? new LiveDisplay(out, new LiveFrame(new Style(terminal.colors())), WindowSize.watched(), clock)
                : new PlainDisplay(out);
    }
}
