package dev.sluice.kubernetes.tell;

import dev.sluice.api.v1alpha1.Notified;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.kubernetes.tell.EventRecorder.Type;
import dev.sluice.kubernetes.tell.RunNews.News;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Channels that could not be told: the run goes on all the same, so somebody has to hear of it. */
final class NoticeNews {

    private NoticeNews() {}

    static List<News> ofSteps(PipelineRunStatus before, PipelineRunStatus after) {
        Map<String, List<Notified>> known = new HashMap<>();
        steps(before).forEach(step -> known.put(step.name(), step.notified()));
        return steps(after)
                .flatMap(step -> of("step " + step.name() + ": ", known.get(step.name()), step.notified()).stream())
                .toList();
    }

    private static Stream<StepStatus> steps(PipelineRunStatus status) {
        return status == null || status.steps() == null
                ? Stream.of()
                : status.steps().stream().filter(step -> step.notified() != null);
    }

    /** @param about what it is about, before each message */
    static List<News> of(String about, List<Notified> before, List<Notified> after) {
        return after == null
                ? List.of()
                : after.stream()
                        .filter(entry -> entry.error() != null && (before == null || !before.contains(entry)))
                        .map(entry -> new News(
                                Type.WARNING,
                                "NotNotified",
                                about + "channel " + entry.channel() + " was not told " + entry.event() + ": "
                                        + entry.error()))
                        .toList();
    }
}
