package dev.sluice.kubernetes.fake;

import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunSpec;
import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.Map;

/** Resources from YAML, as people write them. */
public final class Resources {

    public static final KubernetesSerialization JSON = new KubernetesSerialization();

    private Resources() {}

    /** @param steps the value of {@code spec.steps} and what may follow it, indented by two */
    public static PipelineRun run(String name, String spec) {
        return of(
                PipelineRun.class,
                "apiVersion: sluice.dev/v1alpha1\nkind: PipelineRun\n" + metadata(name) + "spec:\n" + spec.indent(2));
    }

    /** A run that carries its pipeline. */
    public static PipelineRun inline(String name, String pipelineSpec) {
        return run(name, "pipelineSpec:\n" + pipelineSpec.indent(2));
    }

    public static Pipeline pipeline(String name, String spec) {
        return of(
                Pipeline.class,
                "apiVersion: sluice.dev/v1alpha1\nkind: Pipeline\n" + metadata(name) + "spec:\n" + spec.indent(2));
    }

    public static PodTemplate agent(String name, String template) {
        return of(
                PodTemplate.class,
                "apiVersion: v1\nkind: PodTemplate\n" + metadata(name) + "template:\n" + template.indent(2));
    }

    public static Plan plan(String spec) {
        try {
            Reading<Plan> plan = ResourceReader.readSpec("p", Source.parse(spec).get(0))
                    .then(pipeline -> Planner.plan(pipeline, Map.of()));
            return plan.value().orElseThrow(() -> new IllegalArgumentException(plan.problems() + "\n" + spec));
        } catch (SourceException e) {
            throw new IllegalArgumentException(e);
        }
    }

    static PipelineRunSpec cancelled(PipelineRunSpec spec) {
        @SuppressWarnings("unchecked") // a record is a mapping
        Map<String, Object> tree = JSON.convertValue(spec, Map.class);
        tree.put("cancel", true);
        return JSON.convertValue(tree, PipelineRunSpec.class);
    }

    private static <T extends HasMetadata> T of(Class<T> type, String yaml) {
        return JSON.unmarshal(yaml, type);
    }

    private static String metadata(String name) {
        return "metadata: {name: " + name + ", namespace: n, uid: uid-of-" + name + "}\n";
    }
}
