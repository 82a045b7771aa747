package dev.sluice.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaderElectionRecord;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.Lock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Handing over the lease that says who leads. */
final class Leases {

    private Leases() {}

    static void release(KubernetesClient client, Lock lock, String identity) {
        LeaderElectionRecord current = lock.get(client);
        if (current != null && identity.equals(current.getHolderIdentity())) {
            ZonedDateTime now = ZonedDateTime.now(ZoneOffset.UTC);
            lock.update(
                    client,
                    new LeaderElectionRecord(null, Duration.ofSeconds(1), now, now, current.getLeaderTransitions()));
        }
    }
}
