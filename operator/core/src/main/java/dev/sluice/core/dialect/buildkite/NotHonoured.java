package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Plain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Fields of Buildkite's that mean nothing here, and what to say of them. */
final class NotHonoured {

    private static final Map<String, String> OF_STEP = new LinkedHashMap<>();
    private static final Map<String, String> OF_PIPELINE = new LinkedHashMap<>();

    static {
        OF_STEP.put("agents", "are not looked at: a job runs where Sluice does");
        OF_STEP.put("agent_query_rules", "are not looked at: a job runs where Sluice does");
        OF_STEP.put("artifact_paths", "are not uploaded");
        OF_STEP.put("notify", "is not done");
        OF_STEP.put("cancel_on_build_failing", "is not done: what runs is let finish");
        OF_STEP.put("cache", "is not kept");
        OF_STEP.put("checkout", "is not done: jobs run in the folder as it is");
        OF_STEP.put("signature", "is not checked");
        OF_STEP.put("blocked_state", "is not shown: a run that waits is WaitingApproval");
        OF_PIPELINE.put("agents", "are not looked at: jobs run where Sluice does");
        OF_PIPELINE.put("notify", "is not done");
        OF_PIPELINE.put("cache", "is not kept");
        OF_PIPELINE.put("checkout", "is not done: jobs run in the folder as it is");
        OF_PIPELINE.put("cancel_on_build_failing", "is not done: what runs is let finish");
    }

    private NotHonoured() {}

    static void ofStep(Given step, String name) {
        note(step, name, OF_STEP);
    }

    static void ofPipeline(Given pipeline) {
        note(pipeline, "", OF_PIPELINE);
    }

    private static void note(Given given, String name, Map<String, String> table) {
        table.forEach((field, why) -> given.take(field)
                .filter(value -> asksForSomething(value))
                .ifPresent(value -> given.book().note(given.path(field), name, field + briefly(field, value), why)));
    }

    private static boolean asksForSomething(Source value) {
        return !(value instanceof Source.Sequence list && list.items().isEmpty()
                || value instanceof Source.Mapping map && map.fields().isEmpty()
                || Plain.flag(value).filter(flag -> !flag).isPresent());
    }

    /** Which agents: people know them by their queue. */
    private static String briefly(String field, Source value) {
        if (!field.equals("agents")) {
            return "";
        }
        if (value instanceof Source.Mapping map) {
            return map.fields().entrySet().stream()
                    .limit(8)
                    .map(e -> e.getKey() + "="
                            + Plain.text(e.getValue().value()).orElse("…").replaceAll("\\p{Cntrl}", "?"))
                    .collect(Collectors.joining(", ", " ", ""));
        }
        List<Source> all = Plain.oneOrMany(value);
        return all.stream()
                .limit(8)
                .map(item -> Plain.text(item).orElse("…").replaceAll("\\p{Cntrl}", "?"))
                .collect(Collectors.joining(", ", " ", ""));
    }
}
