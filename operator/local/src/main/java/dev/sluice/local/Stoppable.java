package dev.sluice.local;

import java.time.Duration;

/** What there is of an attempt while it runs. */
interface Stoppable {

    /** Asks it to end. */
    void terminate();

    /** Ends it. */
    void kill();

    /** Ends what it left behind, within a time. */
    void endWithin(Duration grace);
}
