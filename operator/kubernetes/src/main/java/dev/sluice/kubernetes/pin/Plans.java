package dev.sluice.kubernetes.pin;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunSpec;
import dev.sluice.core.dialect.Reading;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.model.RunRules;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;

/** Plans of runs: a function of what is pinned and of the run's own spec, neither of which changes. */
public final class Plans {

    /** Jobs, over all plans kept. */
    private static final int MOST_JOBS = 200_000;

    private final Recent<Key, Plan> plans = new Recent<>(MOST_JOBS, plan -> plan.jobCount() + 1);

    private record Key(String revision, String pipeline, RunRequest request, String timeout, Integer maxParallel) {}

    /** Name of what a run runs, for people and for its jobs: a run that carries its pipeline is one of its own name. */
    public static String pipelineName(PipelineRun run) {
        String pipeline = run.getSpec().pipeline();
        return pipeline == null ? run.getMetadata().getName() : pipeline;
    }

    public Plan plan(PipelineRun run, PinnedPipeline pinned) {
        PipelineRunSpec spec = run.getSpec();
        Key key = new Key(
                run.getMetadata().getNamespace() + "/" + pinned.revision(),
                pipelineName(run),
                Requests.of(run).value().orElseThrow(() -> new IllegalStateException("an accepted run can't be read")),
                spec.timeout(),
                spec.maxParallel());
        return plans.get(key, k -> plan(k, pinned));
    }

    private static Plan plan(Key key, PinnedPipeline pinned) {
        Pipeline text = pinned.pipeline();
        RunRules rules = text.rules().withTimeout(duration(key.timeout()).or(text.rules()::timeout));
        if (key.maxParallel() != null) {
            rules = rules.withMaxParallel(OptionalInt.of(key.maxParallel()));
        }
        Pipeline pipeline = text.withName(key.pipeline()).withRules(rules);
        Reading<Plan> reading = Planner.plan(pipeline, key.request());
        return reading.value()
                .orElseThrow(() -> new IllegalStateException(
                        "a pinned pipeline was accepted and can't be planned: " + reading.problems()));
    }

    /** The API server let only {@code 1h30m}-like texts through, and java.time's form is that with a prefix. */
    private static Optional<Duration> duration(String text) {
        return Optional.ofNullable(text).map(t -> Duration.parse("PT" + t.toUpperCase(Locale.ROOT)));
    }
}
