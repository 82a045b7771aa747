package dev.sluice.core;

import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.RequestReader;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import java.util.List;
import java.util.Map;

/** Pipelines as people write them, and what is said of them. */
public final class Written {

    private static final String HEAD = "apiVersion: sluice.dev/v1alpha1\nkind: Pipeline\nmetadata: {name: p}\n";

    private Written() {}

    /** A whole document of a spec whose first line is line 5 of the text. */
    public static Source spec(String spec) {
        return document(HEAD + "spec:\n" + spec.indent(2));
    }

    /** As {@link #spec}, of steps alone: their first line is line 6. */
    public static Source steps(String steps) {
        return spec("steps:\n" + steps);
    }

    /** A step of one name and what else is said of it. */
    public static String step(String name, String rest) {
        return "- {name: " + name + ", script: x" + (rest.isEmpty() ? "" : ", " + rest) + "}\n";
    }

    public static Source document(String text) {
        try {
            return Source.parse(text).get(0);
        } catch (SourceException e) {
            throw new AssertionError(e);
        }
    }

    public static Pipeline pipeline(Source document) {
        return value(ResourceReader.readPipeline(document));
    }

    public static Plan plan(Source document) {
        return value(Planner.plan(pipeline(document), Map.of()));
    }

    public static Plan plan(Source document, RunRequest request) {
        return value(Planner.plan(pipeline(document), request));
    }

    /** What a run brings, as its spec has it. */
    public static RunRequest request(String spec) {
        return value(RequestReader.read(document(spec)));
    }

    public static Plan planOfSteps(String steps) {
        return plan(steps(steps));
    }

    /** All that is wrong, as {@code line:column: path: message}. */
    public static List<String> problems(Source document) {
        return problems(document, Map.of());
    }

    public static List<String> problems(Source document, Map<String, String> overrides) {
        return ResourceReader.readPipeline(document)
                .then(pipeline -> Planner.plan(pipeline, overrides))
                .problems()
                .stream()
                .map(problem -> document.locate(problem.path())
                                .map(position -> position + ": ")
                                .orElse("")
                        + problem)
                .toList();
    }

    private static <T> T value(Reading<T> reading) {
        return reading.value().orElseThrow(() -> new AssertionError(reading.problems()));
    }
}
