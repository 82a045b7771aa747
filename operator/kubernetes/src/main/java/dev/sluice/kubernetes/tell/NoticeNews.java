package dev.sluice.kubernetes.tell;

import dev.sluice.api.v1alpha1.Notified;
import dev.sluice.kubernetes.tell.EventRecorder.Type;
import dev.sluice.kubernetes.tell.RunNews.News;
import java.util.List;

/** Channels that could not be told: the run goes on all the same, so somebody has to hear of it. */
final class NoticeNews {

    private NoticeNews() {}

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
