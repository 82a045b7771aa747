package dev.sluice.core.dialect;

import dev.sluice.core.model.Event;
import dev.sluice.core.model.Overrides;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.model.Target;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a run brings to its pipeline as {@link RequestReader} reads it. Only what is said is written: empty texts mean nothing there. */
public final class RequestWriter {

    private RequestWriter() {}

    /** The spec of a {@code PipelineRun}, as plain values. A rerun is none of it: that is about another run. */
    public static Map<String, Object> write(RunRequest request) {
        Map<String, Object> spec = new LinkedHashMap<>();
        put(spec, "variables", request.variables());
        put(spec, "labels", request.labels());
        put(spec, "event", event(request.event()));
        request.targets()
                .ifPresent(targets -> put(
                        spec,
                        "targets",
                        targets.stream().map(RequestWriter::target).toList()));
        request.payload().ifPresent(payload -> spec.put("payload", payload));
        request.traceId().ifPresent(id -> spec.put("traceId", id));
        put(spec, "overrides", overrides(request.overrides()));
        return spec;
    }

    public static Map<String, Object> event(Event event) {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "id", event.id());
        put(fields, "source", event.source());
        put(fields, "type", event.type());
        put(fields, "branch", event.branch());
        put(fields, "tag", event.tag());
        put(fields, "revision", event.revision());
        put(fields, "message", event.message());
        put(fields, "repository", event.repository());
        put(fields, "sender", event.sender());
        event.paths().ifPresent(paths -> fields.put("paths", paths));
        event.pullRequest().ifPresent(request -> fields.put("pullRequest", pullRequest(request)));
        return fields;
    }

    private static Map<String, Object> pullRequest(Event.PullRequest request) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (request.number() > 0) {
            fields.put("number", request.number());
        }
        put(fields, "baseBranch", request.baseBranch());
        fields.put("draft", request.draft());
        put(fields, "labels", request.labels());
        return fields;
    }

    private static Map<String, Object> target(Target target) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", target.name());
        put(fields, "variables", target.variables());
        return fields;
    }

    private static Map<String, Object> overrides(Overrides overrides) {
        Map<String, Object> fields = new LinkedHashMap<>();
        put(fields, "environment", overrides.environment());
        put(fields, "steps", overrides.steps().stream().map(RequestWriter::step).toList());
        put(fields, "onFailure", overrides.continues() ? "Continue" : "");
        return fields;
    }

    private static Map<String, Object> step(Overrides.OfStep step) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", step.name());
        step.image().ifPresent(image -> fields.put("image", image));
        put(fields, "environment", step.environment());
        step.timeout().ifPresent(timeout -> fields.put("timeout", written(timeout)));
        return fields;
    }

    private static String written(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }

    private static void put(Map<String, Object> fields, String name, Object value) {
        if (!value.equals("") && !value.equals(Map.of()) && !value.equals(List.of())) {
            fields.put(name, value);
        }
    }
}
