package dev.sluice.kubernetes.name;

/** Annotations of what the operator makes. */
public final class Annotations {

    /** On a Pod: how many attempts of its job failed through no fault of the step before it. Absent: none. */
    public static final String INFRASTRUCTURE_FAILURES = "sluice.dev/infrastructure-failures";

    private Annotations() {}
}
