package dev.sluice.core.condition;

import dev.sluice.core.model.Event;
import dev.sluice.core.model.Event.PullRequest;
import dev.sluice.core.model.EventVariables;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** The variables of expressions: Buildkite's names for what Sluice knows of a run. What is not known is null. */
final class Names {

    /** Functions, which take a name of the environment. */
    static final Set<String> FUNCTIONS = Set.of("env", "build.env");

    static final String LABELS = "build.pull_request.labels";

    private static final Map<String, Function<Circumstances, Optional<Object>>> VALUES = new TreeMap<>(Map.ofEntries(
            event("build.branch", Event::branch),
            event("build.tag", Event::tag),
            event("build.commit", Event::revision),
            event("build.message", Event::message),
            event("build.source", EventVariables::source),
            event("build.creator.name", Event::sender),
            event("pipeline.repository", Event::repository),
            Map.entry("build.number", run -> Optional.empty()),
            Map.entry("pipeline.slug", run -> Optional.of(run.pipeline())),
            pull("build.pull_request.id", pull -> pull.number() == 0 ? null : Integer.toString(pull.number())),
            pull("build.pull_request.base_branch", pull -> pull.baseBranch().isEmpty() ? null : pull.baseBranch()),
            pull("build.pull_request.draft", PullRequest::draft),
            Map.entry(LABELS, run -> Optional.of(run.labels()))));

    /** Names that Buildkite has for what Sluice never knows. To call them null would skip or run steps by mistake. */
    private static final Set<String> NEVER_KNOWN = Set.of(
            "build.author.email",
            "build.author.id",
            "build.author.name",
            "build.author.teams",
            "build.creator.email",
            "build.creator.id",
            "build.creator.teams",
            "build.id",
            "build.merge_queue.base_branch",
            "build.merge_queue.base_commit",
            "build.pull_request.label",
            "build.pull_request.repository",
            "build.pull_request.repository.fork",
            "build.state",
            "organization.id",
            "organization.slug",
            "pipeline.default_branch",
            "pipeline.id");

    private Names() {}

    static boolean isKnown(String name) {
        return VALUES.containsKey(name);
    }

    static boolean isNeverKnown(String name) {
        return NEVER_KNOWN.contains(name);
    }

    static Set<String> neverKnown() {
        return NEVER_KNOWN;
    }

    static List<String> all() {
        List<String> all = new ArrayList<>(VALUES.keySet());
        all.addAll(FUNCTIONS);
        return all;
    }

    static Optional<Object> value(String name, Circumstances run) {
        return VALUES.get(name).apply(run);
    }

    private static Map.Entry<String, Function<Circumstances, Optional<Object>>> event(
            String name, Function<Event, String> value) {
        return Map.entry(
                name, run -> Optional.<Object>of(value.apply(run.event())).filter(text -> !text.equals("")));
    }

    private static Map.Entry<String, Function<Circumstances, Optional<Object>>> pull(
            String name, Function<PullRequest, Object> value) {
        return Map.entry(name, run -> run.event().pullRequest().map(value));
    }
}
