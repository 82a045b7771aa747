package dev.sluice.core.model;

import java.util.List;
import java.util.Optional;

/**
 * A step at which a person decides. Its answers are its outputs.
 *
 * @param holds everything below it waits for it, as for a {@code wait} ({@code block}); else only what names it does ({@code input})
 * @param prompt what people are asked
 */
public record GateStep(
        String name,
        String label,
        Optional<List<String>> dependsOn,
        Optional<When> when,
        boolean holds,
        String prompt,
        List<FormField> fields)
        implements Step {

    public GateStep {
        dependsOn = dependsOn.map(List::copyOf);
        fields = List.copyOf(fields);
    }

    /** The keys of its fields: its outputs. */
    public List<String> keys() {
        return fields.stream().map(FormField::key).toList();
    }
}
