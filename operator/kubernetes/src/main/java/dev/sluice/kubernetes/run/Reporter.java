package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.core.model.Notification;
import dev.sluice.kubernetes.act.Cluster;
import dev.sluice.kubernetes.notify.Notices;
import dev.sluice.kubernetes.pin.Acceptance;
import dev.sluice.kubernetes.report.RunStatuses;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Writes statuses, as seldom as can be: a change of phase and what happens at gates at once, progress at most every five seconds by what the status itself says, and
 * what says nothing new not at all. Whoever listens is told only of what was written.
 */
public final class Reporter {

    static final Duration PROGRESS = Duration.ofSeconds(5);

    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;

    private final Cluster cluster;
    private final Listener listener;
    private final OwnWrites own = new OwnWrites();

    public Reporter(Cluster cluster, Listener listener) {
        this.cluster = cluster;
        this.listener = listener;
    }

    /** Told of each status that was written: for events, logs, metrics. */
    public interface Listener {

        void written(PipelineRun run, PipelineRunStatus before, PipelineRunStatus after);

        /** Somebody asked something of the run that was not done; {@code message} says why and what to do. */
        default void refused(PipelineRun run, String message) {}
    }

    /** @param lookAgain when what is not yet told may be */
    record Reported(PipelineRun run, Optional<Instant> lookAgain) {}

    public PipelineRun newest(PipelineRun informed) {
        return own.newest(informed);
    }

    /** @param informed the runs that informers know, as they know them */
    public void caughtUp(Supplier<Stream<PipelineRun>> informed) {
        own.caughtUp(informed);
    }

    PipelineRun begun(PipelineRun run, PipelineRunStatus status) {
        return write(run, status);
    }

    /**
     * @param must it has to be on record before anything else
     * @param more something was just done whose effect is worth telling later
     */
    Reported report(PipelineRun run, PipelineRunStatus status, boolean must, boolean more, Instant now) {
        PipelineRunStatus before = run.getStatus();
        Instant next = before.reportTime().plus(PROGRESS);
        boolean same = RunStatuses.same(before, status);
        boolean gate =
                !Objects.equals(Notices.withoutNotified(before.gates()), Notices.withoutNotified(status.gates()));
        boolean rollbacks = !Objects.equals(before.rollbacks(), status.rollbacks());
        if (!same && (must || gate || rollbacks || before.phase() != status.phase() || !now.isBefore(next))) {
            PipelineRun written = write(run, status);
            return new Reported(written, more ? Optional.of(now.plus(PROGRESS)) : Optional.empty());
        }
        if (same && !more) {
            return new Reported(run, Optional.empty());
        }
        return new Reported(run, Optional.of(next.isAfter(now) ? next : now.plus(PROGRESS)));
    }

    /** People's requests that have had their time go, and what was not done is told. */
    PipelineRun answered(PipelineRun run, List<String> annotations, List<String> refusals) {
        try {
            PipelineRun written = cluster.takeAway(run, annotations);
            own.written(written);
            refusals.forEach(message -> listener.refused(written, message));
            return written;
        } catch (KubernetesClientException e) {
            throw changed(e);
        }
    }

    void refused(PipelineRun run, Acceptance.Refused refused, Instant now) {
        PipelineRunStatus status = RunStatuses.refused(
                run.getStatus(),
                refused.reason(),
                refused.message(),
                refused.waits(),
                run.getMetadata().getGeneration(),
                now);
        if (refused.waits() && Boolean.TRUE.equals(run.getSpec().cancel())) {
            write(run, RunStatuses.cancelled(status, now));
        } else if (!RunStatuses.same(run.getStatus(), status)) {
            write(run, status);
        }
    }

    /** A person's request goes on record. */
    PipelineRun asked(PipelineRun run, PipelineRunStatus status) {
        return write(run, status);
    }

    /** @param asked who is to be told of its end */
    void broken(PipelineRun run, String why, List<Notification> asked, Instant now) {
        write(
                run,
                RunStatuses.broken(
                        run.getStatus(), why, asked, run.getMetadata().getGeneration(), now));
    }

    /** Of the run only what says which one and which version: the rest of what is sent to a status is not read. */
    private PipelineRun write(PipelineRun run, PipelineRunStatus status) {
        PipelineRun update = new PipelineRun();
        update.setMetadata(new ObjectMetaBuilder()
                .withName(run.getMetadata().getName())
                .withNamespace(run.getMetadata().getNamespace())
                .withUid(run.getMetadata().getUid())
                .withResourceVersion(run.getMetadata().getResourceVersion())
                .build());
        update.setStatus(status);
        try {
            PipelineRun written = cluster.writeStatus(update);
            own.written(written);
            listener.written(written, run.getStatus(), status);
            return written;
        } catch (KubernetesClientException e) {
            throw changed(e);
        }
    }

    private static RuntimeException changed(KubernetesClientException e) {
        return e.getCode() == CONFLICT || e.getCode() == NOT_FOUND ? new RunChanged() : e;
    }
}
