package dev.sluice.cli;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code --checks-only} (D3): of a pipeline's steps those alone run that check, and the others say why they don't. */
final class ChecksOnly {

    /** Of nodes that look at how things are. */
    static final String TYPE = "context";

    static final String WHY = "--checks-only runs nodes of type " + TYPE + " alone";

    private ChecksOnly() {}

    static Source of(Source pipeline) {
        Source.Mapping root = (Source.Mapping) pipeline;
        Source.Mapping spec = (Source.Mapping) root.get("spec").orElseThrow();
        Source.Sequence steps = (Source.Sequence) spec.get("steps").orElseThrow();
        List<Source> chosen = steps.items().stream().map(ChecksOnly::step).toList();
        return with(root, "spec", with(spec, "steps", new Source.Sequence(chosen, steps.position())));
    }

    private static Source step(Source step) {
        Source.Mapping mapping = (Source.Mapping) step;
        boolean checks = mapping.get("agent").orElse(null) instanceof Source.Scalar agent
                && agent.text().equals(TYPE);
        return checks ? step : with(mapping, "skip", Draft.text(WHY, step.position()));
    }

    private static Source.Mapping with(Source.Mapping mapping, String name, Source value) {
        Map<String, Source.Field> fields = new LinkedHashMap<>(mapping.fields());
        fields.put(name, new Source.Field(value.position(), value));
        return new Source.Mapping(fields, mapping.position());
    }
}
