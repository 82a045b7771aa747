package dev.sluice.kubernetes;

import java.util.Optional;
import java.util.Set;

/**
 * How the operator runs.
 *
 * @param namespaces to watch; empty: all
 * @param leaderElection absent: this is the only one
 * @param port of /metrics, /healthz and /readyz; 0: any that is free
 * @param reconcileThreads runs that are reconciled at once
 * @param requestThreads requests of decisions that are made at once
 */
public record OperatorSettings(
        Set<String> namespaces,
        Optional<LeaderElection> leaderElection,
        int port,
        int reconcileThreads,
        int requestThreads) {

    public static final int PORT = 8080;
    public static final int RECONCILE_THREADS = 16;
    public static final int REQUEST_THREADS = 16;

    public static final OperatorSettings DEFAULT =
            new OperatorSettings(Set.of(), Optional.empty(), PORT, RECONCILE_THREADS, REQUEST_THREADS);

    public OperatorSettings {
        namespaces = Set.copyOf(namespaces);
    }

    /**
     * @param namespace of the Lease
     * @param identity of this process, e.g. the name of its Pod
     */
    public record LeaderElection(String namespace, String identity) {}
}
