package dev.sluice.kubernetes.pin;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunSpec;
import dev.sluice.core.dialect.UploadReader;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.model.RunRules;
import dev.sluice.core.override.Overridden;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Uploads;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** Plans of runs: a function of what is pinned and of the run's own spec, neither of which changes. */
public final class Plans {

    /** Jobs, over all plans kept. */
    private static final int MOST_JOBS = 200_000;

    private final Recent<Key, Plan> plans = new Recent<>(MOST_JOBS, plan -> plan.jobCount() + 1);

    private record Key(
            String revision,
            String pipeline,
            RunRequest request,
            String timeout,
            Integer maxParallel,
            List<String> uploads) {}

    /** Name of what a run runs, for people and for its jobs: a run that carries its pipeline is one of its own name. */
    public static String pipelineName(PipelineRun run) {
        String pipeline = run.getSpec().pipeline();
        return pipeline == null ? run.getMetadata().getName() : pipeline;
    }

    /** @param uploads in the order of their record */
    public Plan plan(PipelineRun run, PinnedPipeline pinned, List<PinnedUpload> uploads) {
        PipelineRunSpec spec = run.getSpec();
        Key key = new Key(
                run.getMetadata().getNamespace() + "/" + pinned.revision(),
                pipelineName(run),
                Requests.of(run).value().orElseThrow(() -> new IllegalStateException("an accepted run can't be read")),
                spec.timeout(),
                spec.maxParallel(),
                uploads.stream().map(PinnedUpload::revision).toList());
        return plans.get(key, k -> plan(k, pinned, uploads));
    }

    private static Plan plan(Key key, PinnedPipeline pinned, List<PinnedUpload> uploads) {
        Pipeline text = pinned.pipeline();
        RunRules rules = text.rules().withTimeout(duration(key.timeout()).or(text.rules()::timeout));
        if (key.maxParallel() != null) {
            rules = rules.withMaxParallel(OptionalInt.of(key.maxParallel()));
        }
        Pipeline pipeline = text.withName(key.pipeline()).withRules(rules);
        Set<String> agents = new HashSet<>(pinned.agents().keySet());
        uploads.forEach(upload -> agents.addAll(upload.agents().keySet()));
        return new Uploads(
                        UploadReader::add,
                        longer -> ClusterChecks.problems(
                                Overridden.of(longer, key.request().overrides()), agents))
                .plan(
                        pipeline,
                        key.request(),
                        uploads.stream().map(PinnedUpload::upload).toList());
    }

    /** The API server let only {@code 1h30m}-like texts through, and java.time's form is that with a prefix. */
    private static Optional<Duration> duration(String text) {
        return Optional.ofNullable(text).map(t -> Duration.parse("PT" + t.toUpperCase(Locale.ROOT)));
    }
}
