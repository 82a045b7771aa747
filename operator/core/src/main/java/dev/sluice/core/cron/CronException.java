package dev.sluice.core.cron;

/** A text is no cron; the message goes on where its path ends. */
public final class CronException extends RuntimeException {

    private static final long serialVersionUID = 1;

    CronException(String message) {
        super(message);
    }
}
