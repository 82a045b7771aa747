package dev.sluice.kubernetes.pin;

import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineSpec;
import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.Overrides;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.override.AllowList;
import dev.sluice.core.override.Overridden;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import dev.sluice.kubernetes.name.Labels;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Judges pipelines and runs, and says what is to be pinned of them. Reads what informers know, writes nothing. */
public final class Acceptor {

    private static final int MOST_KEPT = 200;

    private final KubernetesSerialization json;
    private final Known known;
    private final AllowList allowed;
    private final Recent<List<Object>, Acceptance> recent = new Recent<>(MOST_KEPT, acceptance -> 1);

    /** Of runs that override nothing. */
    public Acceptor(KubernetesSerialization json, Known known) {
        this(json, known, AllowList.NOTHING);
    }

    /** @param allowed what runs may override */
    public Acceptor(KubernetesSerialization json, Known known, AllowList allowed) {
        this.json = json;
        this.known = known;
        this.allowed = allowed;
    }

    /** What is in the cluster, as informers know it. */
    public interface Known {

        Optional<Pipeline> pipeline(String namespace, String name);

        Optional<PodTemplate> agent(String namespace, String name);

        Optional<PipelineRun> run(String namespace, String name);

        Optional<ControllerRevision> revision(String namespace, String name);
    }

    public Acceptance accept(PipelineRun run) {
        Reading<RunRequest> reading = Requests.of(run);
        if (reading.value().isEmpty()) {
            return Acceptance.refused(reading.problems());
        }
        Optional<String> loop = Lineage.fault(run, known);
        if (loop.isPresent()) {
            return new Acceptance.Refused("TriggerLoop", loop.get(), false);
        }
        RunRequest request = reading.value().get();
        String namespace = run.getMetadata().getNamespace();
        if (run.getSpec().pipelineSpec() != null) {
            return accept(
                    namespace,
                    run.getMetadata().getName(),
                    "inline",
                    run.getSpec().pipelineSpec(),
                    Optional.of(request),
                    1);
        }
        String name = run.getSpec().pipeline();
        if (run.getSpec().revision() != null) {
            return known.pipeline(namespace, name)
                    .flatMap(Acceptor::suspended)
                    .orElseGet(() -> acceptOlder(namespace, name, run.getSpec().revision(), request));
        }
        return known.pipeline(namespace, name)
                .map(pipeline -> suspended(pipeline).orElseGet(() -> accept(pipeline, Optional.of(request))))
                .orElseGet(() -> new Acceptance.Refused(
                        "PipelineNotFound", "there is no Pipeline \"" + name + "\" in namespace " + namespace, true));
    }

    private static Optional<Acceptance> suspended(Pipeline pipeline) {
        return Boolean.TRUE.equals(pipeline.getSpec().suspend())
                ? Optional.of(new Acceptance.Refused(
                        Acceptance.SUSPENDED,
                        "pipeline " + pipeline.getMetadata().getName() + " is suspended: its spec.suspend is true",
                        true))
                : Optional.empty();
    }

    /** The pipeline as it once was, with the agents it had then. */
    private Acceptance acceptOlder(String namespace, String pipeline, String revision, RunRequest request) {
        Optional<ControllerRevision> stored = known.revision(namespace, revision)
                .filter(r -> pipeline.equals(r.getMetadata().getLabels().get(Labels.REVISION_OF)));
        if (stored.isEmpty()) {
            return new Acceptance.Refused(
                    "RevisionNotFound",
                    "spec.revision: there is no ControllerRevision \"" + revision + "\" of pipeline \"" + pipeline
                            + "\" in namespace " + namespace,
                    false);
        }
        PinnedText text = PinnedText.of(json.convertValue(stored.get().getData(), Object.class));
        Reading<Plan> plan =
                ResourceReader.readSpec(pipeline, Source.of(text.spec())).then(p -> Planner.plan(p, request));
        List<Problem> problems = new ArrayList<>(allowed.refusals(request.overrides()));
        problems.addAll(plan.problems());
        return problems.isEmpty()
                ? new Acceptance.Accepted(
                        text, plan.value().orElseThrow(), stored.get().getRevision())
                : Acceptance.refused(problems);
    }

    public Acceptance accept(Pipeline pipeline) {
        return accept(pipeline, Optional.empty());
    }

    /**
     * Runs of one pipeline come in hundreds; its text is judged once for each version of it and of the templates.
     *
     * @param request absent: of no run
     */
    private Acceptance accept(Pipeline pipeline, Optional<RunRequest> request) {
        String namespace = pipeline.getMetadata().getNamespace();
        long generation = generation(pipeline);
        List<Object> version = new ArrayList<>(List.of(pipeline.getMetadata().getUid(), generation, request));
        agentVersions(namespace, pipeline.getSpec(), version);
        return recent.get(
                version,
                v -> accept(
                        namespace,
                        pipeline.getMetadata().getName(),
                        pipeline.getMetadata().getName(),
                        pipeline.getSpec(),
                        request,
                        generation));
    }

    private void agentVersions(String namespace, PipelineSpec spec, List<Object> version) {
        for (String agent : AgentNames.of(spec)) {
            version.add(known.agent(namespace, agent)
                    .map(template -> template.getMetadata().getUid() + " "
                            + template.getMetadata().getResourceVersion())
                    .orElse("none"));
        }
    }

    private Acceptance accept(
            String namespace,
            String name,
            String revisionPrefix,
            PipelineSpec spec,
            Optional<RunRequest> request,
            long generation) {
        @SuppressWarnings("unchecked") // a record is a mapping
        Map<String, Object> tree = json.convertValue(spec, Map.class);
        Reading<dev.sluice.core.model.Pipeline> reading = ResourceReader.readSpec(name, Source.of(Json.sorted(tree)));
        Reading<Plan> planning = reading.then(
                pipeline -> request.map(r -> Planner.plan(pipeline, r)).orElseGet(() -> Planner.whole(pipeline)));
        Overrides overrides = request.map(RunRequest::overrides).orElse(Overrides.NONE);
        List<Problem> problems = new ArrayList<>(allowed.refusals(overrides));
        problems.addAll(planning.problems());
        reading.value()
                .map(pipeline -> ClusterChecks.problems(Overridden.of(pipeline, overrides)))
                .ifPresent(problems::addAll);
        if (!problems.isEmpty()) {
            return Acceptance.refused(problems);
        }
        dev.sluice.core.model.Pipeline pipeline = reading.value().orElseThrow();
        Map<String, Object> agents = new HashMap<>();
        List<String> missing = new ArrayList<>();
        for (String agent : new TreeSet<>(ClusterChecks.agents(pipeline))) {
            Optional<PodTemplate> template = known.agent(namespace, agent);
            template.ifPresentOrElse(
                    t -> agents.put(agent, json.convertValue(t.getTemplate(), Map.class)), () -> missing.add(agent));
        }
        if (!missing.isEmpty()) {
            return new Acceptance.Refused(
                    "AgentNotFound",
                    "there is no PodTemplate named " + String.join(", ", missing) + " in namespace " + namespace,
                    true);
        }
        return new Acceptance.Accepted(
                PinnedText.of(revisionPrefix, tree, agents), planning.value().orElseThrow(), generation);
    }

    private static long generation(Pipeline pipeline) {
        Long generation = pipeline.getMetadata().getGeneration();
        return generation == null ? 1 : generation;
    }
}
