package dev.sluice.kubernetes.ask;

import java.util.List;

/** What was asked for was not done; the message says why, and what to do. */
public final class Refused extends Exception {

    private static final long serialVersionUID = 1;

    private final transient List<String> reasons;

    Refused(String message) {
        this(List.of(message));
    }

    Refused(List<String> reasons) {
        super(String.join("; ", reasons));
        this.reasons = List.copyOf(reasons);
    }

    /** Each by itself. */
    public List<String> reasons() {
        return reasons;
    }
}
