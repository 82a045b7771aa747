package dev.sluice.kubernetes.tell;

import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.RollbackStatus;
import dev.sluice.api.v1alpha1.State;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What is news of a run's rollbacks: that one is due or asked for, what came of it, and why one that was asked for is not done. */
final class RollbackNews {

    private RollbackNews() {}

    static List<RunNews.News> of(PipelineRunStatus before, PipelineRunStatus after) {
        Map<Integer, State> known = new HashMap<>();
        rollbacks(before).forEach(rollback -> known.put(rollback.id(), rollback.state()));
        List<RunNews.News> news = new ArrayList<>();
        for (RollbackStatus rollback : rollbacks(after)) {
            State was = known.get(rollback.id());
            if (was == null && rollback.completionTime() == null) {
                news.add(new RunNews.News(EventRecorder.Type.NORMAL, "RollingBack", begun(rollback)));
            }
            if (rollback.completionTime() != null && was != rollback.state()) {
                news.add(ended(rollback));
            }
        }
        return news;
    }

    private static String begun(RollbackStatus rollback) {
        String why = rollback.step() != null
                ? "step " + rollback.step() + " failed"
                : (rollback.by() == null ? "somebody" : rollback.by()) + " asked for it";
        return "rolling back to " + rollback.to() + ": " + why;
    }

    private static RunNews.News ended(RollbackStatus rollback) {
        return switch (rollback.state()) {
            case SUCCEEDED -> new RunNews.News(EventRecorder.Type.NORMAL, "RolledBack", rollback.message());
            case SKIPPED ->
                new RunNews.News(
                        EventRecorder.Type.WARNING,
                        "RollbackRefused",
                        "no rollback to " + rollback.to() + ": " + rollback.message());
            default -> new RunNews.News(EventRecorder.Type.WARNING, "RollbackFailed", rollback.message());
        };
    }

    private static List<RollbackStatus> rollbacks(PipelineRunStatus status) {
        return status == null || status.rollbacks() == null ? List.of() : status.rollbacks();
    }
}
