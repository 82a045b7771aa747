package dev.sluice.core.schedule;

import java.util.Optional;
import java.util.OptionalInt;

/**
 * Why an attempt failed.
 *
 * @param exitCode of the process, where there was one
 * @param message for people: "exit code 3", "timed out after 30s", "node n1 was lost"
 */
public record Failure(Kind kind, OptionalInt exitCode, String message) {

    public enum Kind {
        /** The step's own: its exit code, an output it did not write. */
        STEP,
        /** The step's own: an attempt that took longer than its timeout. */
        TIMEOUT,
        /** The step's own: steps it wrote for its run were refused. Not tried again: it would write the same. */
        UPLOAD,
        /** None of the step's: a lost node, an eviction, a Pod that vanished. */
        INFRASTRUCTURE,
        /** What ran was cancelled, by a person or because this run is being ended. Not tried again. */
        CANCELLED,
        /** It never started within its queueTimeout. Not tried again: it would wait again. */
        QUEUE_TIMEOUT,
        /** It, or something that it started, would wait for a run that waits for it. Not tried again: it would do so again. */
        DEADLOCK,
        /** It can never start: refused by admission, a template that is gone. Not tried again. */
        UNSTARTABLE
    }

    public static Failure exitCode(int code) {
        return new Failure(Kind.STEP, OptionalInt.of(code), "exit code " + code);
    }

    /** @param why the attempt's own words for it */
    public static Failure exitCode(int code, Optional<String> why) {
        return why.map(words -> new Failure(Kind.STEP, OptionalInt.of(code), words))
                .orElseGet(() -> exitCode(code));
    }

    /** Where the run is being ended, this is how what it stops ends, and no failure of its own. */
    boolean stopped() {
        return kind == Kind.INFRASTRUCTURE || kind == Kind.CANCELLED;
    }

    public static Failure of(Kind kind, String message) {
        return new Failure(kind, OptionalInt.empty(), message);
    }
}
