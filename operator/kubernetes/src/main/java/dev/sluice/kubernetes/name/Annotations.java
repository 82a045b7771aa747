package dev.sluice.kubernetes.name;

/** Annotations of what the operator makes. */
public final class Annotations {

    /** On a Pod: how many attempts of its job failed through no fault of the step before it. Absent: none. */
    public static final String INFRASTRUCTURE_FAILURES = "sluice.dev/infrastructure-failures";

    /** On a Pod: its attempt's timeout in seconds, for people; the Pod's own deadline is later. Absent: none. */
    public static final String TIMEOUT_SECONDS = "sluice.dev/timeout-seconds";

    private Annotations() {}
}
