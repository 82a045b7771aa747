package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Runs as the operator itself wrote them last, until the informer has caught up: the next reconcile must not decide from an older status.
 * Losing this is harmless: a write from an older status is refused by the API server.
 */
final class OwnWrites {

    private final Map<String, PipelineRun> ahead = new ConcurrentHashMap<>();

    void written(PipelineRun run) {
        ahead.put(run.getMetadata().getUid(), run);
    }

    PipelineRun newest(PipelineRun informed) {
        String uid = informed.getMetadata().getUid();
        PipelineRun own = ahead.get(uid);
        if (own == null) {
            return informed;
        }
        if (version(informed) >= version(own)) {
            ahead.remove(uid, own);
            return informed;
        }
        return own;
    }

    void forget(String uid) {
        ahead.remove(uid);
    }

    /** Kubernetes promises now what has always been so: versions of one resource are numbers that grow. */
    private static long version(PipelineRun run) {
        try {
            return Long.parseLong(run.getMetadata().getResourceVersion());
        } catch (NumberFormatException e) {
            return Long.MAX_VALUE;
        }
    }
}
