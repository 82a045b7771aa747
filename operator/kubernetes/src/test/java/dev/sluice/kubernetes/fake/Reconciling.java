package dev.sluice.kubernetes.fake;

import dev.sluice.kubernetes.OperatorSettings;
import dev.sluice.kubernetes.act.Cluster;
import dev.sluice.kubernetes.act.InParallel;
import dev.sluice.kubernetes.act.KubernetesRunner;
import dev.sluice.kubernetes.group.Departures;
import dev.sluice.kubernetes.group.JobGroups;
import dev.sluice.kubernetes.group.RunQueue;
import dev.sluice.kubernetes.guard.Guards;
import dev.sluice.kubernetes.notify.Post;
import dev.sluice.kubernetes.pin.Acceptor;
import dev.sluice.kubernetes.pin.Revisions;
import dev.sluice.kubernetes.pin.UploadRevisions;
import dev.sluice.kubernetes.run.Afterwards;
import dev.sluice.kubernetes.run.Reporter;
import dev.sluice.kubernetes.run.RunReconciliation;
import dev.sluice.kubernetes.run.RunUploads;
import java.time.Clock;
import java.util.Optional;

/** The reconciliation of runs as the operator puts it together, on a fake cluster. */
public final class Reconciling {

    private Reconciling() {}

    /** Where people's names at gates are proven. */
    public static RunReconciliation runs(FakeCluster cluster, Reporter reporter, Clock clock) {
        return runs(cluster, cluster, new Acceptor(Resources.JSON, cluster), reporter, Believing.PROVEN, clock);
    }

    /** @param api what requests go to: the cluster itself, or something before it that fails or refuses */
    public static RunReconciliation runs(
            Cluster api, FakeCluster cluster, Acceptor acceptor, Reporter reporter, Guards guards, Clock clock) {
        return runs(api, cluster, acceptor, reporter, guards, clock, Post.NONE);
    }

    /** Where channels are told. */
    public static RunReconciliation runs(FakeCluster cluster, Reporter reporter, Clock clock, Post post) {
        return runs(cluster, cluster, new Acceptor(Resources.JSON, cluster), reporter, Believing.PROVEN, clock, post);
    }

    private static RunReconciliation runs(
            Cluster api,
            FakeCluster cluster,
            Acceptor acceptor,
            Reporter reporter,
            Guards guards,
            Clock clock,
            Post post) {
        return new RunReconciliation(
                acceptor,
                new Revisions(api, Resources.JSON, cluster, clock),
                api,
                cluster,
                new KubernetesRunner(api, cluster, new InParallel(Runnable::run)),
                reporter,
                new Afterwards(api, cluster, cluster, reporter, new Departures(api, cluster)),
                new RunQueue(api, cluster, reporter::newest),
                new JobGroups(api, cluster),
                cluster,
                new RunUploads(new UploadRevisions(api, Resources.JSON), api, cluster, cluster, Optional.empty()),
                guards,
                clock,
                OperatorSettings.GIT_IMAGE,
                post);
    }
}
