package dev.sluice.core.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Conditions, and-ed; what is empty or absent asks for nothing.
 *
 * @param branches globs: any of those without ! and none of those with it
 * @param paths globs of changed files, any of them; where the changed files are not known they match
 * @param labels globs, any of them
 * @param variables globs by the variable's name, all of them
 * @param events globs of types, any of them
 * @param expression in Buildkite's words
 * @param any one of these holds
 * @param all each of these holds
 */
public record When(
        List<String> branches,
        List<String> paths,
        List<String> labels,
        Map<String, String> variables,
        List<String> events,
        Optional<String> expression,
        Optional<When> not,
        List<When> any,
        List<When> all) {

    public When {
        branches = List.copyOf(branches);
        paths = List.copyOf(paths);
        labels = List.copyOf(labels);
        variables = Ordered.copyOf(variables);
        events = List.copyOf(events);
        any = List.copyOf(any);
        all = List.copyOf(all);
    }
}
