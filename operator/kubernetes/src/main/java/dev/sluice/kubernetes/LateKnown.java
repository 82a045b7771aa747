package dev.sluice.kubernetes;

import dev.sluice.kubernetes.pin.Revisions;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import java.util.Optional;

/** What is known of revisions, once the framework has made the informer: both controllers pin, one watches. */
final class LateKnown implements Revisions.Known {

    private volatile Revisions.Known known;

    void set(Revisions.Known known) {
        this.known = known;
    }

    @Override
    public Optional<ControllerRevision> get(String namespace, String name) {
        return known.get(namespace, name);
    }

    @Override
    public void created(ControllerRevision revision) {
        known.created(revision);
    }
}
