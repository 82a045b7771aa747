package dev.sluice.kubernetes.tell;

import dev.sluice.kubernetes.name.Labels;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events, one at a time beside the work, so that a burst of runs does not wait for its own news. Past what can be sent soon they are
 * dropped: all they say is in statuses too.
 */
public final class EventRecorder implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EventRecorder.class);
    private static final int MOST_WAITING = 1_000;
    private static final int LONGEST_MESSAGE = 1_000;
    private static final long SECONDS_TO_FINISH = 3;

    /** What people wrote is in it: a terminal shows it, and does nothing else. */
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cc}\\u202a-\\u202e\\u2066-\\u2069&&[^\n]]");

    private final KubernetesClient client;
    private final String instance;
    private final ThreadPoolExecutor sender = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            EventRecorder::daemon,
            new ThreadPoolExecutor.DiscardPolicy());

    public EventRecorder(KubernetesClient client, String instance) {
        this.client = client;
        this.instance = instance;
    }

    public enum Type {
        NORMAL("Normal"),
        WARNING("Warning");

        private final String word;

        Type(String word) {
            this.word = word;
        }
    }

    public void record(HasMetadata about, Type type, String reason, String message) {
        Event event = event(about, type, reason, message);
        sender.execute(() -> send(event));
    }

    @Override
    public void close() {
        sender.shutdown();
        try {
            sender.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(Event event) {
        try {
            client.resource(event).create();
        } catch (KubernetesClientException e) {
            log.debug("an Event was not taken", e);
        }
    }

    private Event event(HasMetadata about, Type type, String reason, String text) {
        String message = CONTROLS.matcher(text).replaceAll("?");
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        String name = about.getMetadata().getName();
        return new EventBuilder()
                .withNewMetadata()
                .withNamespace(about.getMetadata().getNamespace())
                .withGenerateName(name.substring(0, Math.min(name.length(), 57)) + ".")
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(about.getMetadata().getNamespace())
                .withName(name)
                .withUid(about.getMetadata().getUid())
                .endInvolvedObject()
                .withType(type.word)
                .withReason(reason)
                .withMessage(message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE))
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .withNewSource()
                .withComponent(Labels.SLUICE)
                .withHost(instance)
                .endSource()
                .withReportingComponent(Labels.SLUICE)
                .withReportingInstance(instance)
                .build();
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "events");
        thread.setDaemon(true);
        return thread;
    }
}
