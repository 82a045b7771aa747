package dev.sluice.core.schedule;

import dev.sluice.core.model.Rollout;
import java.util.ArrayList;
import java.util.List;

/** Which batches of targets are let in (B1): the next once the one before has ended, and only while few enough targets have failed. */
final class Rollouts {

    private Rollouts() {}

    static List<LaneStanding> admitted(List<LaneStanding> lanes, Rollout rollout) {
        if (lanes.get(lanes.size() - 1).lane().batch() == 0) {
            return lanes;
        }
        List<LaneStanding> admitted = new ArrayList<>(lanes.size());
        int next = 0;
        int failed = 0;
        boolean allOver = true;
        while (next < lanes.size()) {
            int batch = lanes.get(next).lane().batch();
            LaneStanding.Entry entry = entry(rollout, failed, allOver);
            for (; next < lanes.size() && lanes.get(next).lane().batch() == batch; next++) {
                LaneStanding lane = lanes.get(next);
                admitted.add(
                        entry == LaneStanding.Entry.CLOSED
                                ? lane.with(entry, FailurePolicy::halt)
                                : lane.with(entry, job -> job));
                failed += lane.failed() ? 1 : 0;
                allOver &= lane.over();
            }
        }
        return admitted;
    }

    private static LaneStanding.Entry entry(Rollout rollout, int failed, boolean allOver) {
        if (rollout.maxFailures().isPresent() && failed > rollout.maxFailures().getAsInt()) {
            return LaneStanding.Entry.CLOSED;
        }
        return allOver ? LaneStanding.Entry.OPEN : LaneStanding.Entry.WAITS;
    }
}
