package dev.sluice.kubernetes;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.kubernetes.act.ApiServer;
import dev.sluice.kubernetes.act.InParallel;
import dev.sluice.kubernetes.act.KubernetesRunner;
import dev.sluice.kubernetes.group.Departures;
import dev.sluice.kubernetes.group.DesertedGroups;
import dev.sluice.kubernetes.group.JobGroups;
import dev.sluice.kubernetes.group.RunQueue;
import dev.sluice.kubernetes.guard.ApprovalPolicy;
import dev.sluice.kubernetes.guard.LivePolicies;
import dev.sluice.kubernetes.guard.PolicyGuards;
import dev.sluice.kubernetes.measure.Endpoints;
import dev.sluice.kubernetes.measure.Levels;
import dev.sluice.kubernetes.measure.NoticeMetrics;
import dev.sluice.kubernetes.measure.OperatorMetrics;
import dev.sluice.kubernetes.measure.ProcessMetrics;
import dev.sluice.kubernetes.notify.Post;
import dev.sluice.kubernetes.notify.PostOffice;
import dev.sluice.kubernetes.pin.Acceptor;
import dev.sluice.kubernetes.pin.Revisions;
import dev.sluice.kubernetes.pin.UploadRevisions;
import dev.sluice.kubernetes.run.Afterwards;
import dev.sluice.kubernetes.run.Reporter;
import dev.sluice.kubernetes.run.RunReconciliation;
import dev.sluice.kubernetes.run.RunUploads;
import dev.sluice.kubernetes.source.RunSources;
import dev.sluice.kubernetes.tell.EventRecorder;
import dev.sluice.kubernetes.tell.RunNews;
import dev.sluice.kubernetes.timetable.Schedules;
import dev.sluice.kubernetes.upload.ApiAccess;
import dev.sluice.kubernetes.upload.UploadDesk;
import dev.sluice.kubernetes.upload.UploadServer;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the operator together, starts it and stops it. */
final class SluiceOperator implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SluiceOperator.class);

    private final KubernetesClient client;
    private final PrometheusMeterRegistry registry;
    private final OperatorSettings settings;
    private final Operator operator;
    private final OperatorMetrics metrics;
    private final EventRecorder events;
    private final ExecutorService requests;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final Leadership leadership;
    private RevisionCollector collector;
    private Endpoints endpoints;
    private UploadServer uploads;
    private PostOffice notices;

    SluiceOperator(KubernetesClient client, PrometheusMeterRegistry registry, OperatorSettings settings) {
        this.client = client;
        this.registry = registry;
        this.settings = settings;
        metrics = new OperatorMetrics(registry);
        leadership = new Leadership(client, settings.leaderElection(), () -> collector.start(), stopping::get);
        events = new EventRecorder(client, leadership.identity());
        requests = Executors.newFixedThreadPool(settings.requestThreads(), task -> {
            Thread thread = new Thread(task, "requests");
            thread.setDaemon(true);
            return thread;
        });
        FrameworkSettings framework = new FrameworkSettings(client, settings, metrics);
        operator = new Operator(configuration -> {
            framework.configure(configuration);
            leadership.configure(configuration);
        });
        Clock clock = Clock.systemUTC();
        LateKnown known = new LateKnown();
        ApiServer cluster = new ApiServer(client);
        Revisions revisions = new Revisions(cluster, client.getKubernetesSerialization(), known, clock);
        operator.register(
                new PipelineRunReconciler(
                        oneInformer(),
                        settings.approvals().policy(),
                        sources -> reconciliation(cluster, sources, known, revisions, clock),
                        clock),
                framework::configureRuns);
        operator.register(
                new PipelineReconciler(client, revisions, new Schedules(cluster), clock), framework::configure);
        ProcessMetrics.register(registry);
    }

    void start() {
        try {
            endpoints = new Endpoints(settings.port(), registry::scrape, () -> !stopping.get(), this::ready);
        } catch (IOException e) {
            throw new UncheckedIOException("port " + settings.port() + " can't be listened on", e);
        }
        settings.uploads().ifPresent(service -> uploads = uploadServer(service.port()));
        Thread rehearsal = new Thread(new Rehearsal(client.getKubernetesSerialization())::play, "rehearsal");
        rehearsal.setDaemon(true);
        rehearsal.start();
        operator.start();
        leadership.started();
        log.info(
                "watching {}, metrics on port {}",
                settings.namespaces().isEmpty() ? "all namespaces" : settings.namespaces(),
                endpoints.port());
    }

    /** Takes no more work, lets reconciles under way finish, hands the lease over. */
    @Override
    public void close() {
        if (!stopping.compareAndSet(false, true)) {
            return;
        }
        operator.stop();
        requests.shutdown();
        if (collector != null) {
            collector.close();
        }
        if (notices != null) {
            notices.close();
        }
        events.close();
        leadership.release();
        if (uploads != null) {
            uploads.close();
        }
        if (endpoints != null) {
            endpoints.close();
        }
    }

    private RunReconciliation reconciliation(
            ApiServer cluster, RunSources sources, LateKnown known, Revisions revisions, Clock clock) {
        known.set(sources);
        Levels.register(registry, sources);
        RunNews news = new RunNews(events);
        Reporter reporter = new Reporter(cluster, new Told(metrics, news));
        collector = new RevisionCollector(sources, revisions, new DesertedGroups(cluster, sources), reporter);
        return new RunReconciliation(
                new Acceptor(client.getKubernetesSerialization(), sources, settings.overrides()),
                revisions,
                cluster,
                sources,
                new KubernetesRunner(cluster, sources, new InParallel(requests)),
                reporter,
                new Afterwards(cluster, sources, sources, reporter, new Departures(cluster, sources)),
                new RunQueue(cluster, sources, reporter::newest),
                new JobGroups(cluster, sources),
                sources,
                new RunUploads(
                        new UploadRevisions(cluster, client.getKubernetesSerialization()),
                        cluster,
                        sources,
                        sources,
                        settings.uploads().map(OperatorSettings.UploadService::url)),
                guards(sources, clock),
                clock,
                settings.gitImage(),
                notices(sources, clock));
    }

    private Post notices(RunSources sources, Clock clock) {
        notices = new PostOffice(
                settings.channels(),
                clock,
                new NoticeMetrics(registry),
                notice -> sources.news(notice.namespace(), notice.run()));
        return notices.post();
    }

    private PolicyGuards guards(RunSources sources, Clock clock) {
        OperatorSettings.Approvals approvals = settings.approvals();
        return new PolicyGuards(
                approvals
                        .policy()
                        .map(name -> ApprovalPolicy.of(
                                name, approvals.account(), settings.namespaces(), client.getKubernetesSerialization())),
                sources,
                new LivePolicies(client),
                approvals.unverified(),
                clock);
    }

    /** Also where another replica leads: it needs no more than the API server knows. */
    private UploadServer uploadServer(int port) {
        ApiServer cluster = new ApiServer(client);
        KubernetesSerialization json = client.getKubernetesSerialization();
        Revisions revisions = new Revisions(cluster, json, Revisions.Known.NOTHING, Clock.systemUTC());
        try {
            return new UploadServer(
                    port,
                    new UploadDesk(new ApiAccess(client), cluster, revisions, new UploadRevisions(cluster, json)));
        } catch (IOException e) {
            throw new UncheckedIOException("port " + port + " can't be listened on", e);
        }
    }

    private boolean oneInformer() {
        return settings.namespaces().size() <= 1;
    }

    private boolean ready() {
        return operator.getRuntimeInfo().isStarted()
                && operator.getRuntimeInfo().allEventSourcesAreHealthy();
    }

    private record Told(OperatorMetrics metrics, RunNews news) implements Reporter.Listener {

        @Override
        public void written(PipelineRun run, PipelineRunStatus before, PipelineRunStatus after) {
            metrics.written(run, before, after);
            news.written(run, before, after);
        }

        @Override
        public void refused(PipelineRun run, String message) {
            news.refused(run, message);
        }
    }
}
