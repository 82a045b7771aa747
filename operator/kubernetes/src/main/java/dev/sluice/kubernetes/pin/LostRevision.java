package dev.sluice.kubernetes.pin;

/** What a run was planned from is not to be had any more; the run can't go on, and another try does not help. */
public final class LostRevision extends RuntimeException {

    private static final long serialVersionUID = 1;

    LostRevision(String revision, String why) {
        super("the ControllerRevision " + revision + " this run was planned from " + why);
    }
}
