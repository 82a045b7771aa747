package dev.sluice.cli;

import java.time.Instant;
import java.util.function.Supplier;

/**
 * A job that runs, as a terminal shows it.
 *
 * @param title what runs: no colours, for it may be cut
 * @param saying the last it printed, fit for a screen; empty where nothing yet
 */
record RunningRow(String title, Instant start, Supplier<String> saying) {

    RunningRow within(String prefix) {
        return new RunningRow(prefix + title, start, saying);
    }
}
