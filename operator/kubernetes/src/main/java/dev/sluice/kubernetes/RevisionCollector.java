package dev.sluice.kubernetes;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.group.DesertedGroups;
import dev.sluice.kubernetes.name.Labels;
import dev.sluice.kubernetes.pin.Revisions;
import dev.sluice.kubernetes.run.Reporter;
import dev.sluice.kubernetes.source.RunSources;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes pinned texts that neither a run nor a pipeline names any more: now and then, from what informers know, so that it costs no
 * reconcile anything. Groups that nobody is in go the same way, and what is only kept in memory for as long as informers do not know it.
 */
final class RevisionCollector implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RevisionCollector.class);
    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration EVERY = Duration.ofMinutes(10);

    private final RunSources sources;
    private final Revisions revisions;
    private final DesertedGroups groups;
    private final Reporter reporter;
    private final ScheduledExecutorService schedule =
            Executors.newSingleThreadScheduledExecutor(RevisionCollector::daemon);

    RevisionCollector(RunSources sources, Revisions revisions, DesertedGroups groups, Reporter reporter) {
        this.sources = sources;
        this.revisions = revisions;
        this.groups = groups;
        this.reporter = reporter;
    }

    /** Only by who leads: it alone knows what is being pinned. */
    void start() {
        schedule.scheduleWithFixedDelay(this::tryToCollect, FIRST.toSeconds(), EVERY.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }

    /** Whatever fails now is tried again the next time; thrown, it would end the schedule. */
    private void tryToCollect() {
        try {
            collect();
        } catch (RuntimeException e) {
            log.warn(
                    "pinned pipelines that nobody names, or groups that nobody is in, can't be removed now: {}",
                    e.getMessage());
        }
    }

    void collect() {
        revisions.forgetOld();
        reporter.caughtUp(sources::runs);
        Set<String> named = Stream.concat(
                        sources.runs().map(RevisionCollector::named),
                        sources.pipelines()
                                .map(pipeline -> key(
                                        pipeline,
                                        pipeline.getStatus() == null
                                                ? ""
                                                : pipeline.getStatus().revision())))
                .collect(Collectors.toSet());
        sources.revisions()
                .filter(revision -> !Labels.UPLOAD.equals(
                        revision.getMetadata().getLabels().get(Labels.REVISION_OF))) // goes with its run
                .filter(revision ->
                        !named.contains(key(revision, revision.getMetadata().getName())))
                .toList()
                .forEach(revisions::collect);
        sources.leases().toList().forEach(groups::collect);
    }

    private static String named(PipelineRun run) {
        return key(run, run.getStatus() == null ? "" : run.getStatus().revision());
    }

    private static String key(HasMetadata in, String revision) {
        return in.getMetadata().getNamespace() + "/" + revision;
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "revision-collector");
        thread.setDaemon(true);
        return thread;
    }
}
