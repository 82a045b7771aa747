package dev.sluice.cli;

import java.time.Instant;

/**
 * How far a run is.
 *
 * @param ended those too that will never run
 * @param failed of those that ended
 */
record JobCounts(int total, int ended, int running, int failed, Instant start) {

    int waiting() {
        return Math.max(0, total - ended - running);
    }
}
