package dev.sluice.kubernetes.report;

import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.RollbackStatus;
import dev.sluice.api.v1alpha1.State;
import dev.sluice.core.schedule.Rollback;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The rollbacks' entries of a run's status. One that has ended is told as recorded. */
public final class RollbackStatuses {

    private static final int LONGEST_MESSAGE = 512;

    private RollbackStatuses() {}

    static List<RollbackStatus> of(PipelineRunStatus before, List<Rollback> rollbacks, Instant now) {
        Map<Integer, RollbackStatus> known = new HashMap<>();
        if (before != null && before.rollbacks() != null) {
            before.rollbacks().forEach(r -> known.put(r.id(), r));
        }
        List<RollbackStatus> entries = new ArrayList<>();
        for (Rollback rollback : rollbacks) {
            RollbackStatus over = known.get(rollback.id());
            entries.add(
                    over != null && over.completionTime() != null
                            ? over
                            : entry(rollback, over == null ? now : over.startTime(), now));
        }
        return entries.isEmpty() ? null : List.copyOf(entries);
    }

    static RollbackStatus entry(Rollback rollback, Instant start, Instant now) {
        return new RollbackStatus(
                rollback.id(),
                rollback.cause() == Rollback.Cause.MANUAL ? "Manual" : "Failure",
                orNull(rollback.by()),
                rollback.steps().isEmpty() ? null : rollback.steps(),
                orNull(rollback.step()),
                rollback.to(),
                State.valueOf(rollback.state().name()),
                start,
                rollback.active() ? null : now,
                orNull(Text.cut(rollback.message(), LONGEST_MESSAGE)),
                orNull(rollback.run()));
    }

    /** Bytes as JSON; never too few. */
    static int weight(List<Rollback> rollbacks) {
        int bytes = 20;
        for (Rollback rollback : rollbacks) {
            bytes +=
                    300 + Text.jsonBytes(rollback.by()) + Text.jsonBytes(Text.cut(rollback.message(), LONGEST_MESSAGE));
            bytes += Text.jsonBytes(rollback.to()) + Text.jsonBytes(rollback.step()) + Text.jsonBytes(rollback.run());
            for (String step : rollback.steps()) {
                bytes += Text.jsonBytes(step) + 1;
            }
        }
        return bytes;
    }

    private static String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
