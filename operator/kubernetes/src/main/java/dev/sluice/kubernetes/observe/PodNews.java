package dev.sluice.kubernetes.observe;

import dev.sluice.core.schedule.Attempt;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/**
 * Which changes of a Pod can change a decision. A Pod is written half a dozen times between its creation and its end, and most of that says
 * nothing: that a container started matters only where its time is limited, and is told with the next report.
 */
public final class PodNews {

    private PodNews() {}

    /** A Pod that was just made is no news to who made it. */
    public static boolean isNews(Pod added) {
        return PodState.terminal(added) || !isQuiet(added);
    }

    public static boolean isNews(Pod now, Pod before) {
        if (PodState.terminal(before)) {
            return false; // a terminal Pod that is deleted is told by its deletion
        }
        if (isQuiet(now) && isQuiet(before)) {
            return false;
        }
        return !PodState.of(now).equals(PodState.of(before));
    }

    private static boolean isQuiet(Pod pod) {
        if (PodState.terminal(pod)) {
            return false;
        }
        Attempt.State state = PodState.of(pod);
        if (state instanceof Attempt.State.Waiting waiting) {
            return waiting.trouble().equals(Optional.empty());
        }
        return state instanceof Attempt.State.Running && pod.getSpec().getActiveDeadlineSeconds() == null;
    }
}
