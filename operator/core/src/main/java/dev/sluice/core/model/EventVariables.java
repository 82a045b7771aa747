package dev.sluice.core.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What is known of a run's event under names: in {@code ${…}}, and in the environment of jobs. */
public final class EventVariables {

    /** Known as {@code ${branch}} and so on, where the pipeline declares no variable of that name. */
    public static final Set<String> IMPLICIT = Set.of("branch", "tag", "revision", "event");

    private EventVariables() {}

    /** All of them, empty where not known. */
    public static Map<String, String> implicit(Event event) {
        Map<String, String> implicit = new LinkedHashMap<>();
        implicit.put("branch", event.branch());
        implicit.put("tag", event.tag());
        implicit.put("revision", event.revision());
        implicit.put("event", event.type());
        return implicit;
    }

    /** What every job finds, where it is known. Names beginning with BUILDKITE_ are in {@link EnvironmentNames}. */
    public static Map<String, String> environment(RunRequest request) {
        Map<String, String> known = new LinkedHashMap<>();
        Event event = request.event();
        known.put("SLUICE_BRANCH", event.branch());
        known.put("SLUICE_TAG", event.tag());
        known.put("SLUICE_REVISION", event.revision());
        known.put("SLUICE_EVENT", event.type());
        known.put("SLUICE_SOURCE", event.source());
        known.put("SLUICE_TRACE_ID", request.traceId().orElse(""));
        known.put("SLUICE_PAYLOAD", request.payload().orElse(""));
        known.put("BUILDKITE_BRANCH", event.branch());
        known.put("BUILDKITE_TAG", event.tag());
        known.put("BUILDKITE_COMMIT", event.revision());
        known.put("BUILDKITE_MESSAGE", event.message());
        known.put("BUILDKITE_REPO", event.repository());
        known.put("BUILDKITE_BUILD_CREATOR", event.sender());
        known.put("BUILDKITE_SOURCE", source(event));
        known.put("BUILDKITE_PULL_REQUEST", "false");
        event.pullRequest().ifPresent(pull -> {
            known.put("BUILDKITE_PULL_REQUEST", Integer.toString(pull.number()));
            known.put("BUILDKITE_PULL_REQUEST_BASE_BRANCH", pull.baseBranch());
            known.put("BUILDKITE_PULL_REQUEST_DRAFT", Boolean.toString(pull.draft()));
            known.put("BUILDKITE_PULL_REQUEST_LABELS", String.join(",", pull.labels()));
        });
        known.values().removeIf(String::isEmpty);
        return known;
    }

    /** In Buildkite's words, what made the run. */
    public static String source(Event event) {
        return switch (event.type()) {
            case "schedule" -> "schedule";
            case "trigger" -> "trigger_job";
            case "" -> event.source().isEmpty() ? "api" : "webhook";
            default -> "webhook";
        };
    }
}
