package dev.sluice.core.check;

import dev.sluice.core.model.EventVariables;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.text.Reference;
import dev.sluice.core.text.Template;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The variables of a run. A pipeline's values may refer to other variables; a run's are data, which may come from anywhere (a branch's
 * name), and {@code ${…}} in them has no meaning.
 */
public final class Variables {

    private final Map<String, Template> templates;
    private final Map<String, String> overrides;

    private Variables(Map<String, Template> templates, Map<String, String> overrides) {
        this.templates = templates;
        this.overrides = overrides;
    }

    /** Those that the pipeline declares, in its order. Only of a pipeline and a request that all checks have passed. */
    public static Map<String, String> resolve(Pipeline pipeline, RunRequest request) {
        Map<String, Template> templates = new LinkedHashMap<>();
        pipeline.variables().forEach((name, value) -> templates.put(name, Template.parse(value)));
        Map<String, String> overrides = EventVariables.implicit(request.event());
        overrides.keySet().removeAll(templates.keySet());
        overrides.putAll(request.variables());
        return new Variables(templates, overrides).all();
    }

    /** All that {@code ${…}} may name: as {@link #resolve}, and what is known of the run's event. */
    public static Map<String, String> known(Pipeline pipeline, RunRequest request) {
        Map<String, String> known = EventVariables.implicit(request.event());
        known.putAll(resolve(pipeline, request));
        return known;
    }

    private Map<String, String> all() {
        Map<String, String> known = new LinkedHashMap<>();
        Map<String, String> resolved = new LinkedHashMap<>();
        templates.keySet().forEach(name -> resolved.put(name, value(name, known)));
        return resolved;
    }

    private String value(String name, Map<String, String> known) {
        if (!known.containsKey(name)) {
            Function<Reference, String> lookup = reference -> value(((Reference.Variable) reference).name(), known);
            known.put(
                    name,
                    overrides.containsKey(name)
                            ? overrides.get(name)
                            : templates.get(name).render(lookup));
        }
        return known.get(name);
    }
}
