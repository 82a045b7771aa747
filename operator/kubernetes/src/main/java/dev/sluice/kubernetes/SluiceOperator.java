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
import dev.sluice.kubernetes.source.RunChanges;
import dev.sluice.kubernetes.source.RunSources;
import dev.sluice.kubernetes.tell.EventRecorder;
import dev.sluice.kubernetes.tell.RunNews;
import dev.sluice.kubernetes.timetable.Schedules;
import dev.sluice.kubernetes.upload.ApiAccess;
import dev.sluice.kubernetes.upload.UploadDesk;
import dev.sluice.kubernetes.upload.UploadServer;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.fabric8.kubernetes.client.extended.leaderelection.resourcelock.LeaseLock;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the operator together, starts it and stops it. */
final class SluiceOperator implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SluiceOperator.class);
    private static final String LEASE = "sluice-operator";

    /** The framework's own default lets nothing finish. */
    private static final Duration TO_FINISH = Duration.ofSeconds(20);

    private final KubernetesClient client;
    private final PrometheusMeterRegistry registry;
    private final OperatorSettings settings;
    private final Operator operator;
    private final OperatorMetrics metrics;
    private final EventRecorder events;
    private final ExecutorService requests;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private RevisionCollector collector;
    private Endpoints endpoints;
    private UploadServer uploads;
    private PostOffice notices;

    SluiceOperator(KubernetesClient client, PrometheusMeterRegistry registry, OperatorSettings settings) {
        this.client = client;
        this.registry = registry;
        this.settings = settings;
        metrics = new OperatorMetrics(registry);
        events = new EventRecorder(client, identity());
        requests = Executors.newFixedThreadPool(settings.requestThreads(), task -> {
            Thread thread = new Thread(task, "requests");
            thread.setDaemon(true);
            return thread;
        });
        operator = new Operator(this::configure);
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
                this::configureRuns);
        operator.register(new PipelineReconciler(client, revisions, new Schedules(cluster), clock), this::configure);
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
        if (settings.leaderElection().isEmpty()) {
            collector.start();
        }
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
        settings.leaderElection().ifPresent(this::release);
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

    private void configure(ConfigurationServiceOverrider configuration) {
        configuration
                .withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withConcurrentReconciliationThreads(settings.reconcileThreads())
                .withReconciliationTerminationTimeout(TO_FINISH)
                .withParseResourceVersions(true)
                .withUseSSAToPatchPrimaryResource(false)
                .withStopOnInformerErrorDuringStartup(true)
                .withResourceCloner(new Same())
                .withMetrics(metrics);
        settings.leaderElection()
                .ifPresent(election -> configuration.withLeaderElectionConfiguration(
                        LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LEASE)
                                .withLeaseNamespace(election.namespace())
                                .withIdentity(election.identity())
                                .withExitOnStopLeading(false)
                                .withLeaderCallbacks(new LeaderCallbacks(this::leading, this::lost, leader -> {}))
                                .build()));
    }

    /** Annotations change no generation, and people decide by them. */
    private void configureRuns(ControllerConfigurationOverrider<PipelineRun> controller) {
        configure(controller);
        controller.withGenerationAware(false).withOnUpdateFilter(RunChanges::isNews);
    }

    private <P extends HasMetadata> void configure(ControllerConfigurationOverrider<P> controller) {
        controller
                .withReconciliationMaxInterval(null) // a run at rest is not looked at
                .withRetry(GenericRetry.defaultLimitedExponentialRetry()
                        .setInitialInterval(Duration.ofSeconds(1))
                        .setIntervalMultiplier(2)
                        .setMaxInterval(60_000)
                        .withoutMaxAttempts());
        if (settings.namespaces().isEmpty()) {
            controller.watchingAllNamespaces();
        } else {
            controller.settingNamespaces(settings.namespaces());
        }
    }

    private boolean oneInformer() {
        return settings.namespaces().size() <= 1;
    }

    private boolean ready() {
        return operator.getRuntimeInfo().isStarted()
                && operator.getRuntimeInfo().allEventSourcesAreHealthy();
    }

    private String identity() {
        return settings.leaderElection()
                .map(OperatorSettings.LeaderElection::identity)
                .orElse("sluice");
    }

    private void leading() {
        log.info("leading");
        collector.start();
    }

    /** Somebody else may lead by now, so nothing more may be written, not even by a reconcile under way. */
    private void lost() {
        if (!stopping.get()) {
            log.error("the lease {} was lost: ending at once", LEASE);
            Runtime.getRuntime().halt(1);
        }
    }

    /** The framework does not, and whoever comes next would wait for the lease to run out. */
    private void release(OperatorSettings.LeaderElection election) {
        LeaseLock lock = new LeaseLock(election.namespace(), LEASE, election.identity());
        try {
            Leases.release(client, lock, election.identity());
        } catch (RuntimeException e) {
            log.warn("the lease {} runs out by itself: {}", LEASE, e.getMessage());
        }
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

    /** Nothing here changes what informers hold, so nothing needs a copy. */
    private static final class Same implements Cloner {
        @Override
        public <R extends HasMetadata> R clone(R object) {
            return object;
        }
    }
}
