package dev.sluice.kubernetes.ask;

/** What was asked for was not done; the message says why, and what to do. */
public final class Refused extends Exception {

    private static final long serialVersionUID = 1;

    Refused(String message) {
        super(message);
    }
}
