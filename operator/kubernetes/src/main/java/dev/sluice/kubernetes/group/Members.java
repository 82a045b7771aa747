package dev.sluice.kubernetes.group;

import dev.sluice.kubernetes.name.Annotations;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.util.Map;

/** Whether a run has anything in a group, found without reading all of it. */
public final class Members {

    private Members() {}

    public static boolean includes(Lease lease, String runUid) {
        Map<String, String> annotations = lease.getMetadata().getAnnotations();
        return annotations != null
                && (annotations.getOrDefault(Annotations.PLACES, "").contains(runUid)
                        || annotations.getOrDefault(Annotations.TURNS, "").contains(runUid));
    }
}
