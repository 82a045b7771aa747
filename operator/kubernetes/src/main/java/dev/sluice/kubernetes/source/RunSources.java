package dev.sluice.kubernetes.source;

import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.Retention;
import dev.sluice.kubernetes.act.Objects;
import dev.sluice.kubernetes.group.Known;
import dev.sluice.kubernetes.guard.Policies;
import dev.sluice.kubernetes.measure.Levels;
import dev.sluice.kubernetes.name.Labels;
import dev.sluice.kubernetes.observe.ChildState;
import dev.sluice.kubernetes.observe.PodNews;
import dev.sluice.kubernetes.pin.Acceptor;
import dev.sluice.kubernetes.pin.Revisions;
import dev.sluice.kubernetes.run.Afterwards;
import dev.sluice.kubernetes.run.EarlierRuns;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** All that a run's reconciles read, and which of its changes wake which run. */
public final class RunSources
        implements Objects,
                Acceptor.Known,
                Revisions.Known,
                Afterwards.Known,
                EarlierRuns.Known,
                Known,
                Policies,
                Levels.Known {

    private final ByRun<Pod> pods;
    private final ByRun<Job> jobs;
    private final ByRun<PipelineRun> children;
    private final InformerEventSource<PodTemplate, PipelineRun> agents;
    private final InformerEventSource<Pipeline, PipelineRun> pipelines;
    private final ByRun<ControllerRevision> revisions;
    private final Waiting waiting = new Waiting(namespace -> leases(namespace));
    private final InformerEventSource<Lease, PipelineRun> leases;
    private final InformedRuns runs;
    private final Optional<PolicySources> policies;

    /**
     * @param oneInformer all of the watched namespaces are watched as one
     * @param policy that guards gates; absent: none does
     */
    public RunSources(EventSourceContext<PipelineRun> context, boolean oneInformer, Optional<String> policy) {
        runs = new InformedRuns(context.getPrimaryCache());
        pods = new ByRun<>(pods(oneInformer), context);
        jobs = new ByRun<>(
                configuration(Job.class)
                        .withLabelSelector(Labels.RUN)
                        .withSecondaryToPrimaryMapper(ByRun::run)
                        .build(),
                context);
        children = new ByRun<>(
                configuration(PipelineRun.class)
                        .withLabelSelector(Labels.RUN)
                        .withSecondaryToPrimaryMapper(ByRun::run)
                        .withOnAddFilter(child -> child.getStatus() != null)
                        .withOnUpdateFilter(
                                (now, before) -> !ChildState.of(now, false).equals(ChildState.of(before, false)))
                        .build(),
                context);
        agents = new InformerEventSource<>(
                configuration(PodTemplate.class)
                        .withSecondaryToPrimaryMapper(runs::waitingFor)
                        .withPrimaryToSecondaryMapper((PipelineRun run) -> Set.of())
                        .build(),
                context);
        pipelines = new InformerEventSource<>(
                configuration(Pipeline.class)
                        .withOnUpdateFilter(RunSources::generationChanged)
                        .withSecondaryToPrimaryMapper(runs::concernedBy)
                        .withPrimaryToSecondaryMapper((PipelineRun run) -> Set.of())
                        .build(),
                context);
        revisions = new ByRun<>(
                configuration(ControllerRevision.class)
                        .withLabelSelector(Labels.REVISION_OF)
                        .withSecondaryToPrimaryMapper(ByRun::run)
                        .withPrimaryToSecondaryMapper((PipelineRun run) -> Set.of())
                        .build(),
                context);
        policies = policy.map(name -> new PolicySources(name, context, runs::atGates));
        leases = new InformerEventSource<>(
                configuration(Lease.class)
                        .withLabelSelector(Labels.GROUP_OF)
                        .withSecondaryToPrimaryMapper(waiting::of)
                        .withPrimaryToSecondaryMapper((PipelineRun run) -> Set.of())
                        .build(),
                context);
    }

    public List<EventSource<?, PipelineRun>> all() {
        @SuppressWarnings("unchecked") // a timer has no resources
        EventSource<?, PipelineRun> clock = (EventSource<?, PipelineRun>) (EventSource<?, ?>) waiting;
        return Stream.concat(
                        Stream.<EventSource<?, PipelineRun>>of(
                                pods, jobs, children, agents, pipelines, revisions, leases, clock),
                        policies.stream().flatMap(PolicySources::all))
                .toList();
    }

    /** In place of the framework's own schedule, which can't be taken back: a run that has ended must not be woken. */
    public void wake(PipelineRun run, Optional<Duration> in) {
        ResourceID id = ResourceID.fromResource(run);
        in.ifPresentOrElse(
                delay -> waiting.scheduleOnce(id, Math.max(1, delay.toMillis())), () -> waiting.cancelOnceSchedule(id));
    }

    /** Something became known of a run that no object tells. */
    public void news(String namespace, String run) {
        waiting.wake(new ResourceID(run, namespace));
    }

    @Override
    public Stream<PipelineRun> runs() {
        return runs.all();
    }

    @Override
    public Stream<Pod> pods() {
        return pods.list();
    }

    public Stream<Pipeline> pipelines() {
        return pipelines.list();
    }

    /** Those that keep concurrency groups. */
    public Stream<Lease> leases() {
        return leases.list();
    }

    public Stream<ControllerRevision> revisions() {
        return revisions.list();
    }

    @Override
    public Collection<Pod> pods(String namespace, String run) {
        return pods.of(namespace, run);
    }

    @Override
    public Collection<Job> jobs(String namespace, String run) {
        return jobs.of(namespace, run);
    }

    @Override
    public Collection<ControllerRevision> uploads(String namespace, String run) {
        return revisions.of(namespace, run);
    }

    @Override
    public void created(Pod pod) {
        pods.created(SlimPods.slim(pod));
    }

    @Override
    public void created(Job job) {
        jobs.created(job);
    }

    @Override
    public Collection<PipelineRun> children(String namespace, String run) {
        return children.of(namespace, run);
    }

    @Override
    public void created(PipelineRun child) {
        children.created(child);
    }

    @Override
    public void created(ControllerRevision revision) {
        revisions.created(revision);
    }

    @Override
    public Optional<ControllerRevision> revision(String namespace, String name) {
        return revisions.get(new ResourceID(name, namespace));
    }

    @Override
    public Optional<Pipeline> pipeline(String namespace, String name) {
        return pipelines.get(new ResourceID(name, namespace));
    }

    @Override
    public Optional<PipelineRun> run(String namespace, String name) {
        return runs.get(namespace, name);
    }

    @Override
    public Optional<PodTemplate> agent(String namespace, String name) {
        return agents.get(new ResourceID(name, namespace));
    }

    @Override
    public Optional<ControllerRevision> get(String namespace, String name) {
        return revisions.get(new ResourceID(name, namespace));
    }

    @Override
    public Optional<Retention> retention(String namespace, String pipeline) {
        return pipeline(namespace, pipeline).map(p -> p.getSpec().retention());
    }

    @Override
    public Collection<PipelineRun> runsOf(String namespace, String pipeline) {
        return runs.of(namespace, pipeline);
    }

    @Override
    public Optional<Lease> lease(String namespace, String name) {
        return leases.get(new ResourceID(name, namespace));
    }

    @Override
    public Collection<Lease> leases(String namespace) {
        return leases.list(namespace, lease -> true).toList();
    }

    @Override
    public Collection<PipelineRun> queued(String namespace, String group) {
        return runs.queued(namespace, group);
    }

    @Override
    public void waits(PipelineRun run, Set<String> names) {
        waiting.waits(ResourceID.fromResource(run), names);
    }

    @Override
    public void wake(String namespace, String lease) {
        waiting.wake(namespace, Set.of(lease));
    }

    @Override
    public Optional<ValidatingAdmissionPolicy> policy(String name) {
        return policies.flatMap(sources -> sources.policy(name));
    }

    @Override
    public Optional<ValidatingAdmissionPolicyBinding> binding(String name) {
        return policies.flatMap(sources -> sources.binding(name));
    }

    private static InformerEventSourceConfiguration<Pod> pods(boolean oneInformer) {
        InformerEventSourceConfiguration.Builder<Pod> builder = configuration(Pod.class)
                .withLabelSelector(Labels.RUN)
                .withSecondaryToPrimaryMapper(ByRun::run)
                .withOnAddFilter(PodNews::isNews)
                .withOnUpdateFilter(PodNews::isNews);
        if (oneInformer) {
            builder.withItemStore(new SlimPods());
        }
        return builder.build();
    }

    private static <R extends HasMetadata> InformerEventSourceConfiguration.Builder<R> configuration(Class<R> type) {
        return InformerEventSourceConfiguration.from(type, PipelineRun.class).withNamespacesInheritedFromController();
    }

    private static boolean generationChanged(Pipeline now, Pipeline before) {
        return !java.util.Objects.equals(
                now.getMetadata().getGeneration(), before.getMetadata().getGeneration());
    }
}
