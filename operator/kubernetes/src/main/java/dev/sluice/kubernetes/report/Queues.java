package dev.sluice.kubernetes.report;

import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.PipelineRunStatusBuilder;
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
        return PipelineRunStatusBuilder.builder(status)
                .queue(new QueueStatus(queued.group(), queued.position()))
                .build();
    }

    private static boolean notNews(int position, int told) {
        return position > NEAR && position <= told && position > told / 2;
    }
}
