package dev.sluice.local;

import dev.sluice.core.model.Ordered;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What was said at gates before anybody was asked, by options of the command line.
 *
 * @param fields values by key, by gate
 */
public record GateAnswers(Set<String> approved, Set<String> rejected, Map<String, Map<String, List<String>>> fields) {

    public static final GateAnswers NONE = new GateAnswers(Set.of(), Set.of(), Map.of());

    public GateAnswers {
        approved = Set.copyOf(approved);
        rejected = Set.copyOf(rejected);
        fields = Ordered.copyOf(fields);
    }

    public Map<String, List<String>> of(String gate) {
        return fields.getOrDefault(gate, Map.of());
    }

    public boolean decides(String gate) {
        return approved.contains(gate) || rejected.contains(gate);
    }
}
