package dev.sluice.kubernetes;

import dev.sluice.core.override.AllowList;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.nio.file.Path;
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
 * @param uploads absent: jobs can't upload over HTTP
 * @param overrides what runs may override
 * @param gitImage with which sources are checked out: git, a shell and awk
 * @param approvals what proves the names of those who decide
 * @param channels folder with a file for each channel that may be told something; absent: there are none
 */
@RecordBuilder
public record OperatorSettings(
        Set<String> namespaces,
        Optional<LeaderElection> leaderElection,
        int port,
        int reconcileThreads,
        int requestThreads,
        Optional<UploadService> uploads,
        AllowList overrides,
        String gitImage,
        Approvals approvals,
        Optional<Path> channels) {

    public static final String GIT_IMAGE = "alpine/git:2.49.1";

    public static final int PORT = 8080;
    public static final int UPLOAD_PORT = 8081;
    public static final int RECONCILE_THREADS = 16;
    public static final int REQUEST_THREADS = 16;

    public static final OperatorSettings DEFAULT = OperatorSettingsBuilder.builder()
            .namespaces(Set.of())
            .port(PORT)
            .reconcileThreads(RECONCILE_THREADS)
            .requestThreads(REQUEST_THREADS)
            .overrides(AllowList.NOTHING)
            .gitImage(GIT_IMAGE)
            .approvals(Approvals.NONE)
            .build();

    public OperatorSettings {
        namespaces = Set.copyOf(namespaces);
    }

    /**
     * @param policy name of the admission policy and its binding; absent: none is installed
     * @param account the operator's own, as the API server knows it
     * @param unverified namespaces in which names are believed without proof
     */
    public record Approvals(Optional<String> policy, String account, Set<String> unverified) {

        public static final Approvals NONE = new Approvals(Optional.empty(), "", Set.of());

        public Approvals {
            unverified = Set.copyOf(unverified);
        }
    }

    /**
     * @param port that is listened on
     * @param url by which jobs reach it
     */
    public record UploadService(int port, String url) {}

    /**
     * @param namespace of the Lease
     * @param identity of this process, e.g. the name of its Pod
     */
    public record LeaderElection(String namespace, String identity) {}
}
