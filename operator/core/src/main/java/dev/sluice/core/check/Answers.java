package dev.sluice.core.check;

import dev.sluice.core.model.FormField;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Ordered;
import dev.sluice.core.text.Nearest;
import dev.sluice.core.text.Outputs;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a person filled in at a gate, judged: the same on a terminal, in an option and in an annotation.
 *
 * @param values by key, in the order of the fields, those that have a default or an answer
 * @param problems what is wrong, in words; then nothing is to be taken
 */
public record Answers(Map<String, List<String>> values, List<String> problems) {

    public Answers {
        values = Ordered.copyOf(values);
        problems = List.copyOf(problems);
    }

    /** @param given by key; a field that is not among them has its default */
    public static Answers of(GateStep gate, Map<String, List<String>> given) {
        List<String> problems = new ArrayList<>();
        given.keySet().stream()
                .filter(key -> !gate.keys().contains(key))
                .forEach(key -> problems.add(unknown(gate, key)));
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (FormField field : gate.fields()) {
            List<String> answer = Optional.ofNullable(given.get(field.key()))
                    .orElseGet(() -> field.defaultValue().map(List::of).orElse(List.of()));
            fault(field, answer)
                    .ifPresentOrElse(
                            fault -> problems.add(field.key() + " " + fault), () -> values.put(field.key(), answer));
        }
        values.values().removeIf(List::isEmpty);
        if (bytes(values) > Outputs.MOST_BYTES) {
            problems.add("the answers are longer than 4,095 bytes together");
        }
        return new Answers(values, problems);
    }

    /** What is wrong with what was filled in at one field. */
    public static Optional<String> fault(FormField field, List<String> answer) {
        if (answer.stream().allMatch(String::isEmpty)) {
            return field.required() ? Optional.of("must be filled in") : Optional.empty();
        }
        if (answer.size() > 1 && !field.multiple()) {
            return Optional.of("takes one answer, not " + answer.size());
        }
        return answer.stream().flatMap(value -> faultOf(field, value).stream()).findFirst();
    }

    private static Optional<String> faultOf(FormField field, String value) {
        if (value.indexOf('\0') >= 0) {
            return Optional.of("has a zero byte");
        }
        List<String> options =
                field.options().stream().map(FormField.Option::value).toList();
        if (!options.isEmpty() && !options.contains(value)) {
            return Optional.of("can't be \"" + shown(value) + "\": choose " + (field.multiple() ? "some" : "one")
                    + " of " + String.join(", ", options));
        }
        return field.format()
                .filter(format -> !MatchInTime.matches(format, value))
                .map(format -> "can't be \"" + shown(value) + "\": it must match " + format.pattern());
    }

    private static String unknown(GateStep gate, String key) {
        String known = gate.fields().isEmpty() ? "it asks for nothing" : "it has " + String.join(", ", gate.keys());
        return gate.gate() + " has no field \"" + shown(key) + "\": "
                + Nearest.to(key, gate.keys())
                        .map(near -> "did you mean \"" + near + "\"?")
                        .orElse(known);
    }

    private static String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", " ");
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }

    private static int bytes(Map<String, List<String>> values) {
        int bytes = 0;
        for (Map.Entry<String, List<String>> entry : values.entrySet()) {
            bytes += entry.getKey().length();
            for (String value : entry.getValue()) {
                bytes += value.getBytes(StandardCharsets.UTF_8).length + 1;
            }
        }
        return bytes;
    }
}
