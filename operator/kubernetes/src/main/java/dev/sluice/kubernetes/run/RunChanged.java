package dev.sluice.kubernetes.run;

import java.time.Duration;

/** Somebody changed the run since it was read (cancelled it, annotated it): everything is to be looked at again. */
final class RunChanged extends RuntimeException {

    /** For the change to reach the informer. */
    static final Duration PAUSE = Duration.ofMillis(100);

    private static final long serialVersionUID = 1;

    RunChanged() {
        super("the run has changed since it was read", null, false, false);
    }
}
