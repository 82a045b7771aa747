package dev.sluice.kubernetes.gate;

import dev.sluice.core.model.FormField;
import dev.sluice.core.model.GateStep;
import dev.sluice.kubernetes.name.Annotations;
import java.util.ArrayList;
import java.util.List;

/** The command that lets a gate on, ready to be filled in. */
public final class GateHint {

    private GateHint() {}

    public static String command(String namespace, String run, GateStep gate) {
        String answers = gate.fields().isEmpty()
                ? ""
                : " %s%s='%s'".formatted(Annotations.ANSWER, gate.gate(), example(gate.fields()));
        return "kubectl annotate pipelinerun %s -n %s%s %s%s=\"NAME: comment\""
                .formatted(run, namespace, answers, Annotations.APPROVE, gate.gate());
    }

    private static String example(List<FormField> fields) {
        List<String> parts = new ArrayList<>();
        for (FormField field : fields) {
            String value = field.defaultValue()
                    .or(() -> field.options().stream()
                            .map(FormField.Option::value)
                            .findFirst())
                    .orElse("…");
            String text =
                    '"' + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("'", "…") + '"';
            parts.add('"' + field.key() + "\": " + (field.multiple() ? "[" + text + "]" : text));
        }
        return "{" + String.join(", ", parts) + "}";
    }
}
