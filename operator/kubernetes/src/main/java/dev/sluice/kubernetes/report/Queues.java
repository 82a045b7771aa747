package dev.sluice.kubernetes.report;

import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.QueueStatus;
import dev.sluice.core.concurrency.Admission;

/**
 * Where a run waits, in its status. In a long queue each end moves everybody up, and a write for each of them would cost more than it
 * tells: far back a position is told anew when it has halved.
 */
public final class Queues {

    private static final int NEAR = 10;

    private Queues() {}

    /** @param before what the status said so far, null where nothing */
    public static PipelineRunStatus told(PipelineRunStatus status, Admission admission, PipelineRunStatus before) {
        if (!(admission instanceof Admission.Queued queued) || status.completionTime() != null) {
            return status;
        }
        if (before != null
                && before.queue() != null
                && notNews(queued.position(), before.queue().position())) {
            return before;
        }
        return with(status, new QueueStatus(queued.group(), queued.position()));
    }

    private static boolean notNews(int position, int told) {
        return position > NEAR && position <= told && position > told / 2;
    }

    private static PipelineRunStatus with(PipelineRunStatus status, QueueStatus queue) {
        return new PipelineRunStatus(
                status.observedGeneration(),
                status.phase(),
                status.revision(),
                status.startTime(),
                status.completionTime(),
                status.reportTime(),
                status.progress(),
                status.message(),
                status.conditions(),
                status.steps(),
                status.gates(),
                status.targets(),
                status.rollbacks(),
                status.children(),
                queue,
                status.uploads(),
                status.notified());
    }
}
