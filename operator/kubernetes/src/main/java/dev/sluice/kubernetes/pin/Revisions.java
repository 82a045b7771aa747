package dev.sluice.kubernetes.pin;

import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.schedule.Chain;
import dev.sluice.kubernetes.act.Cluster;
import dev.sluice.kubernetes.name.Labels;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Pinned pipelines as ControllerRevisions, which the API server lets nobody change. Runs of the same text share one. It has no owner: who
 * needs it is written in the runs' statuses.
 */
public final class Revisions {

    private static final int CONFLICT = 409;

    /** Longer than it takes from pinning a text to the status that names it reaching the informer. */
    private static final Duration FRESH = Duration.ofMinutes(10);

    private static final int MOST_KEPT = 1_000;

    private final Cluster cluster;
    private final KubernetesSerialization json;
    private final Known known;
    private final Recent<String, PinnedPipeline> read = new Recent<>(MOST_KEPT, pinned -> 1);
    private final Map<String, Instant> lastPinned = new ConcurrentHashMap<>();
    private final Map<String, Instant> removed = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Object[] locks = new Object[64];

    public Revisions(Cluster cluster, KubernetesSerialization json, Known known, Clock clock) {
        this.cluster = cluster;
        this.clock = clock;
        this.json = json;
        this.known = known;
        for (int i = 0; i < locks.length; i++) {
            locks[i] = new Object();
        }
    }

    /** The revisions that are there, as an informer knows them. */
    public interface Known {

        Optional<ControllerRevision> get(String namespace, String name);

        void created(ControllerRevision revision);

        /** Of who watches nothing. */
        Known NOTHING = new Known() {
            @Override
            public Optional<ControllerRevision> get(String namespace, String name) {
                return Optional.empty();
            }

            @Override
            public void created(ControllerRevision revision) {}
        };
    }

    /** Makes the text durable. Hundreds of runs that begin at once make one request. */
    public void pin(String namespace, PinnedText text, long generation) {
        String key = namespace + "/" + text.revision();
        synchronized (lock(key)) {
            lastPinned.put(key, clock.instant());
            if (there(namespace, text.revision()).isEmpty()) {
                known.created(create(namespace, text, generation));
            }
        }
    }

    /** Removes a revision that nobody names, unless somebody is just about to. */
    public void collect(ControllerRevision revision) {
        String key = revision.getMetadata().getNamespace() + "/"
                + revision.getMetadata().getName();
        synchronized (lock(key)) {
            Instant pinned = lastPinned.getOrDefault(key, Instant.MIN);
            if (pinned.isBefore(clock.instant().minus(FRESH))) {
                lastPinned.remove(key);
                cluster.delete(revision);
                removed.put(revision.getMetadata().getUid(), clock.instant());
            }
        }
    }

    /** The informer may not yet have heard of what was removed. */
    private Optional<ControllerRevision> there(String namespace, String revision) {
        return known.get(namespace, revision)
                .filter(stored -> !removed.containsKey(stored.getMetadata().getUid()));
    }

    /** What was noted for longer than it matters. */
    public void forgetOld() {
        Instant old = clock.instant().minus(FRESH);
        lastPinned.values().removeIf(old::isAfter);
        removed.values().removeIf(old::isAfter);
    }

    private Object lock(String key) {
        return locks[Math.floorMod(key.hashCode(), locks.length)];
    }

    /** @throws LostRevision where it is not there, or is not what its name says */
    public PinnedPipeline read(String namespace, String revision) {
        ControllerRevision stored = there(namespace, revision)
                .or(() -> cluster.revision(namespace, revision))
                .orElseThrow(() -> new LostRevision(revision, "is gone"));
        return read.get(stored.getMetadata().getUid(), uid -> read(stored));
    }

    private PinnedPipeline read(ControllerRevision stored) {
        String name = stored.getMetadata().getName();
        PinnedText text = text(stored);
        if (!text.revision().equals(name)) {
            throw new LostRevision(name, "holds another text than its name says");
        }
        Reading<Pipeline> reading = ResourceReader.readSpec(text.pipeline(), Source.of(text.spec()));
        Pipeline pipeline =
                reading.value().orElseThrow(() -> new LostRevision(name, "can't be read: " + reading.problems()));
        return new PinnedPipeline(
                name, pipeline, text.agents(json), text.agentTexts(), Chain.hash(List.of(text.canonical())));
    }

    private PinnedText text(ControllerRevision stored) {
        try {
            return PinnedText.of(json.convertValue(stored.getData(), Object.class));
        } catch (IllegalArgumentException e) {
            throw new LostRevision(stored.getMetadata().getName(), "holds no pipeline");
        }
    }

    private ControllerRevision create(String namespace, PinnedText text, long generation) {
        ControllerRevision revision = new ControllerRevisionBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(text.revision())
                .addToLabels(Labels.MANAGED_BY, Labels.SLUICE)
                .addToLabels(Labels.REVISION_OF, text.pipeline())
                .endMetadata()
                .withRevision(generation)
                .withData(text.tree())
                .build();
        try {
            return cluster.create(revision);
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
                return cluster.revision(namespace, text.revision()).orElseThrow(() -> e);
            }
            throw e;
        }
    }
}
