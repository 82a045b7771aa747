package dev.sluice.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which of the operator's replicas acts: the one that holds the lease, or the only one there is. */
final class Leadership {

    private static final Logger log = LoggerFactory.getLogger(Leadership.class);
    private static final String LEASE = "sluice-operator";

    private final KubernetesClient client;
    private final Optional<OperatorSettings.LeaderElection> election;
    private final Runnable leads;
    private final BooleanSupplier stopping;

    /**
     * @param election absent: there is one replica
     * @param leads what to begin with once this replica leads
     * @param stopping whether the lease is being handed over
     */
    Leadership(
            KubernetesClient client,
            Optional<OperatorSettings.LeaderElection> election,
            Runnable leads,
            BooleanSupplier stopping) {
        this.client = client;
        this.election = election;
        this.leads = leads;
        this.stopping = stopping;
    }

    String identity() {
        return election.map(OperatorSettings.LeaderElection::identity).orElse("sluice");
    }

    void configure(ConfigurationServiceOverrider configuration) {
        election.ifPresent(mine -> configuration.withLeaderElectionConfiguration(
                LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
                        .withLeaseNamespace(mine.namespace())
                        .withIdentity(mine.identity())
                        .withExitOnStopLeading(false)
                        .withLeaderCallbacks(new LeaderCallbacks(this::leading, this::lost, leader -> {}))
                        .build()));
    }

    /** The framework has started. */
    void started() {
        if (election.isEmpty()) {
            leads.run();
        }
    }

    private void leading() {
        log.info("leading");
        leads.run();
    }

    /** Somebody else may lead by now, so nothing more may be written, not even by a reconcile under way. */
    private void lost() {
        if (!stopping.getAsBoolean()) {
            log.error("the lease {} was lost: ending at once", LEASE);
            Runtime.getRuntime().halt(1);
        }
    }

    /** The framework does not, and whoever comes next would wait for the lease to run out. */
    void release() {
        election.ifPresent(mine -> {
            LeaseLock lock = new LeaseLock(mine.namespace(), LEASE, mine.identity());
            try {
                Leases.release(client, lock, mine.identity());
            } catch (RuntimeException e) {
                log.warn("the lease {} runs out by itself: {}", LEASE, e.getMessage());
            }
        });
    }
}
