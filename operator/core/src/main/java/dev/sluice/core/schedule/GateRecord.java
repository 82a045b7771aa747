package dev.sluice.core.schedule;

import dev.sluice.core.model.Ordered;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is on record of a gate: when people were first asked, and what was decided.
 *
 * @param opened absent: nobody was asked yet
 * @param verdict absent: it is waited for
 * @param answers values by the field's key
 */
public record GateRecord(Optional<Instant> opened, Optional<Verdict> verdict, Map<String, List<String>> answers) {

    public static final GateRecord NONE = new GateRecord(Optional.empty(), Optional.empty(), Map.of());

    public GateRecord {
        Map<String, List<String>> copied = new LinkedHashMap<>();
        answers.forEach((key, values) -> copied.put(key, List.copyOf(values)));
        answers = Ordered.copyOf(copied);
    }

    /** @param by who decided; empty where nobody did, but time was up */
    public record Verdict(boolean approved, String by, String comment, Instant time) {}
}
