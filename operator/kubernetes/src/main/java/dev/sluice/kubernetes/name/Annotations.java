package dev.sluice.kubernetes.name;

/** Annotations of what the operator makes, and those by which people ask something of it. */
public final class Annotations {

    /** On a Pod: how many attempts of its job failed through no fault of the step before it. Absent: none. */
    public static final String INFRASTRUCTURE_FAILURES = "sluice.dev/infrastructure-failures";

    /** On a Pod: its attempt's timeout in seconds, for people; the Pod's own deadline is later. Absent: none. */
    public static final String TIMEOUT_SECONDS = "sluice.dev/timeout-seconds";

    /** On a Pod: what ssh in its checkout finds in /etc/passwd. */
    public static final String PASSWD = "sluice.dev/passwd";

    /** On a Lease: the concurrency group. */
    public static final String GROUP = "sluice.dev/group";

    /** On a Lease: who has a place in the group, a line each, the oldest first: a run's UID, its name, the job where it is one. */
    public static final String PLACES = "sluice.dev/places";

    /** On a Lease: runs with jobs to come in an ordered group, a line each, in their order: UID, name, since when. */
    public static final String TURNS = "sluice.dev/turns";

    /** On a run, and then a gate's name: somebody lets it on. What follows a dot in it is free. */
    public static final String APPROVE = "approve.sluice.dev/";

    /** On a run, and then a gate's name: somebody does not. */
    public static final String REJECT = "reject.sluice.dev/";

    /** On a run, and then a gate's name: somebody lets another decide. */
    public static final String DELEGATE = "delegate.sluice.dev/";

    /** On a run, and then a gate's name: what is filled in, with the approval of the same name. */
    public static final String ANSWER = "answer.sluice.dev/";

    /** On a run: {@code NAME: STEP}, who asks that the run goes back to which step; where no policy proves names also {@code STEP}. */
    public static final String ROLLBACK = "rollback.sluice.dev/to";

    private Annotations() {}
}
