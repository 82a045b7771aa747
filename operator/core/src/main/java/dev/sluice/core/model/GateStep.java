package dev.sluice.core.model;

import java.util.List;
import java.util.Optional;

/**
 * A step at which a person decides. Its answers are its outputs.
 *
 * @param holds everything below it waits for it, as for a {@code wait} ({@code block}); else only what names it does ({@code input})
 * @param prompt what people are asked
 * @param before the step that has the {@code approval} this is; absent: nobody's, it stands by itself
 */
public record GateStep(
        String name,
        String label,
        Optional<List<String>> dependsOn,
        Optional<When> when,
        boolean holds,
        String prompt,
        List<FormField> fields,
        Approval approval,
        Optional<CommandStep> before)
        implements Step {

    /** Behind a step's name: no step that is written can be called so. */
    private static final String OF_STEP = ".approval";

    public GateStep {
        dependsOn = dependsOn.map(List::copyOf);
        fields = List.copyOf(fields);
    }

    public GateStep(
            String name,
            String label,
            Optional<List<String>> dependsOn,
            Optional<When> when,
            boolean holds,
            String prompt,
            List<FormField> fields) {
        this(name, label, dependsOn, when, holds, prompt, fields, Approval.ANYBODY, Optional.empty());
    }

    /** What holds back one step alone. */
    public static GateStep of(CommandStep step, Approval approval) {
        return new GateStep(
                step.name() + OF_STEP,
                step.label(),
                step.dependsOn(),
                step.when(),
                false,
                "",
                List.of(),
                approval,
                Optional.of(step));
    }

    /** What people call it: a step's approval is called as the step. */
    public String gate() {
        return before.map(CommandStep::name).orElse(name);
    }

    /** The name of a step as people know it. */
    public static String known(String name) {
        return name.endsWith(OF_STEP) ? name.substring(0, name.length() - OF_STEP.length()) : name;
    }

    /** The keys of its fields: its outputs. */
    public List<String> keys() {
        return fields.stream().map(FormField::key).toList();
    }
}
