package dev.sluice.kubernetes.timetable;

import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineStatus;
import dev.sluice.api.v1alpha1.Trigger;
import dev.sluice.core.cron.Cron;
import dev.sluice.core.cron.Due;
import dev.sluice.core.cron.Timetable;
import dev.sluice.kubernetes.act.Cluster;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Makes the runs that a pipeline's schedules ask for. What was waited for is on record in its status: nothing else is remembered. */
public final class Schedules {

    private static final int CONFLICT = 409;

    /** Kubernetes knows no less. */
    private static final Duration CREATION = Duration.ofSeconds(1);

    private final Cluster cluster;

    public Schedules(Cluster cluster) {
        this.cluster = cluster;
    }

    /** What was started last and what is waited for now, each null where there is nothing. */
    public record Times(Instant last, Instant next) {

        public static Times onRecord(Pipeline pipeline) {
            PipelineStatus status = pipeline.getStatus();
            return status == null ? new Times(null, null) : new Times(status.lastSchedule(), status.nextSchedule());
        }

        /** Of a pipeline that starts nothing by itself as it is. */
        public Times idle() {
            return new Times(last, null);
        }

        private Times with(Optional<Instant> started, Optional<Instant> following) {
            Instant later =
                    started.filter(time -> last == null || time.isAfter(last)).orElse(last);
            Instant earlier = following
                    .filter(time -> next == null || time.isBefore(next))
                    .orElse(next);
            return new Times(later, earlier);
        }
    }

    /** Of a pipeline that was accepted and is not suspended. A run that is there already was made by an earlier life of the operator. */
    public Times keep(Pipeline pipeline, Instant now) {
        Times times = Times.onRecord(pipeline).idle();
        List<Trigger> triggers =
                Optional.ofNullable(pipeline.getSpec().triggers()).orElse(List.of());
        for (int i = 0; i < triggers.size(); i++) {
            Trigger trigger = triggers.get(i);
            if (trigger.schedule() != null) {
                Timetable timetable = timetable(trigger);
                boolean missedToo = trigger.onMissed() != Trigger.OnMissed.SKIP;
                Optional<Instant> due = Due.of(timetable, missedToo, since(pipeline, timetable, now), now);
                if (due.isPresent()) {
                    start(pipeline, i, due.get());
                }
                times = times.with(due, timetable.next(now));
            }
        }
        return times;
    }

    private static Timetable timetable(Trigger trigger) {
        String zone = trigger.timeZone() == null ? "UTC" : trigger.timeZone();
        return new Timetable(Cron.parse(trigger.schedule()), ZoneId.of(zone));
    }

    private static Instant since(Pipeline pipeline, Timetable timetable, Instant now) {
        PipelineStatus status = pipeline.getStatus();
        if (status == null) {
            return Instant.parse(pipeline.getMetadata().getCreationTimestamp()).plus(CREATION);
        }
        boolean edited = !pipeline.getMetadata().getGeneration().equals(status.observedGeneration());
        return Due.since(timetable, Optional.ofNullable(status.nextSchedule()), edited, now);
    }

    private void start(Pipeline pipeline, int trigger, Instant time) {
        try {
            cluster.create(ScheduledRun.of(pipeline, trigger, time));
        } catch (KubernetesClientException e) {
            if (e.getCode() != CONFLICT) {
                throw e;
            }
        }
    }
}
