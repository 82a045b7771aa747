package dev.sluice.kubernetes.pod;

/** A pinned revision always holds the agents its steps name; one that does not was not made by this operator. */
public final class MissingAgent extends RuntimeException {

    private static final long serialVersionUID = 1;

    MissingAgent(String agent) {
        super("no PodTemplate named \"" + agent + "\" is pinned with this run");
    }
}
