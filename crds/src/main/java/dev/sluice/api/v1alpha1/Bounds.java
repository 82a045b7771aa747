package dev.sluice.api.v1alpha1;

/** Patterns that several fields share. */
public final class Bounds {
    /** A DNS label: the name of a step, gate, target or dimension. */
    public static final String NAME = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

    /** A DNS subdomain: the name of a target or of an object in the cluster. */
    public static final String SUBDOMAIN = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$";

    public static final String ENVIRONMENT_NAME = "^[A-Za-z_][A-Za-z0-9_]*$";

    /** The key of an output, or any. */
    public static final String OUTPUT = "^([A-Za-z_][A-Za-z0-9_]*|\\*)$";

    /** Five fields; what is in them is judged by the operator. */
    public static final String CRON = "^\\S+( +\\S+){4}$";

    public static final String DURATION = "^([0-9]+h)?([0-9]+m)?([0-9]+s)?$";

    /** As Kubernetes has it. */
    public static final String QUANTITY =
            "^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$";

    /** Begins with what git knows to reach over a network, or with a variable; what becomes of that is judged by the operator. */
    public static final String GIT_URL = "^(https?://|ssh://|git://|[A-Za-z0-9_][A-Za-z0-9._~+-]*@|\\$\\{)[^\\s]+$";

    /** What git allows in names, and never an option. */
    public static final String GIT_REVISION = "^[^-/.\\s~^:?*\\[\\\\][^\\s~^:?*\\[\\\\]*$";

    private Bounds() {}
}
