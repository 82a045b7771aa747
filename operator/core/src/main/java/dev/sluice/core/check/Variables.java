package dev.sluice.core.check;

import dev.sluice.core.model.Pipeline;
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

    /** Only of a pipeline and overrides that all checks have passed. In the order the pipeline declares them. */
    public static Map<String, String> resolve(Pipeline pipeline, Map<String, String> overrides) {
        Map<String, Template> templates = new LinkedHashMap<>();
        pipeline.variables().forEach((name, value) -> templates.put(name, Template.parse(value)));
        return new Variables(templates, overrides).all();
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
