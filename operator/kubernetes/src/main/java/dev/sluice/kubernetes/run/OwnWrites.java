package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

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

    /** Drops what is not ahead any more: most runs are never looked at again after their last write, and some are gone. */
    void caughtUp(Supplier<Stream<PipelineRun>> informed) {
        List<PipelineRun> written = List.copyOf(ahead.values());
        Map<String, PipelineRun> known = new HashMap<>();
        informed.get().forEach(run -> known.put(run.getMetadata().getUid(), run));
        for (PipelineRun own : written) {
            String uid = own.getMetadata().getUid();
            PipelineRun run = known.get(uid);
            if (run == null || version(run) >= version(own)) {
                ahead.remove(uid, own);
            }
        }
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
