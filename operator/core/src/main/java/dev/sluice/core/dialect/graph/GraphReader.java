package dev.sluice.core.dialect.graph;

import dev.sluice.core.dialect.Position;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Chosen;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Notebook;
import dev.sluice.core.dialect.translation.Origins;
import dev.sluice.core.dialect.translation.Resources;
import dev.sluice.core.dialect.translation.StepNames;
import dev.sluice.core.dialect.translation.Translation;
import dev.sluice.core.model.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A graph of stages in JSON, of which several pipelines are made (E1). */
public final class GraphReader {

    private static final int MOST = 500;
    private static final int MOST_PIPELINES = 50;
    private static final int LONGEST_NAME = 63;

    private final Notebook book = new Notebook();
    private final Chosen names = new Chosen("stage", book);
    private final Map<String, Given> stages = new LinkedHashMap<>();
    private final Map<String, List<String>> dependencies = new LinkedHashMap<>();
    private final Map<String, Draft> steps = new LinkedHashMap<>();

    private GraphReader() {}

    /** @param name of the pipeline of all stages, where the file names no pipelines */
    public static Translation read(Source.Mapping file, String name) {
        return new GraphReader().translation(file, name);
    }

    private Translation translation(Source.Mapping file, String name) {
        Given given = new Given(file, Path.ROOT, book);
        given.take("$schema");
        given.take("version");
        given.take("description");
        given.take("stages")
                .flatMap(value -> Given.of(value, given.path("stages"), book))
                .ifPresentOrElse(this::stages, () -> given.problem("stages", "is missing"));
        List<Source> pipelines = new ArrayList<>();
        Optional<Source> named = given.take("pipelines");
        if (named.isPresent()) {
            Given.of(named.get(), given.path("pipelines"), book).ifPresent(of -> pipelines(of, pipelines));
        } else {
            pipelines.add(pipeline(name, Draft.from(file), List.copyOf(stages.keySet())));
        }
        given.end();
        return new Translation(pipelines, book.problems(), book.notes(), Origins.of(file));
    }

    private void stages(Given all) {
        if (all.mapping().fields().size() > MOST) {
            book.problem(all.path(), "has more than 500 stages");
            return;
        }
        all.mapping().fields().forEach((id, field) -> Given.of(field.value(), all.path(id), book)
                .ifPresent(stage -> {
                    stages.put(id, stage);
                    names.add(id, all, id);
                }));
        stages.forEach((id, stage) -> {
            dependencies.put(id, names.named(stage, "dependsOn"));
            steps.put(id, StageProgram.step(stage, id, names.of(id).orElse("stage")));
        });
    }

    private void pipelines(Given all, List<Source> pipelines) {
        Set<String> taken = new LinkedHashSet<>();
        if (all.mapping().fields().size() > MOST_PIPELINES) {
            book.problem(all.path(), "has more than " + MOST_PIPELINES + " pipelines");
            return;
        }
        all.mapping().fields().forEach((id, field) -> Given.of(field.value(), all.path(id), book)
                .ifPresent(of -> {
                    Draft spec = Draft.from(of.mapping());
                    of.text("description")
                            .ifPresent(text -> spec.put("description", Draft.text(text, of.position("description"))));
                    List<String> chosen =
                            of.mentions("stages") ? names.named(of, "stages") : List.copyOf(stages.keySet());
                    of.end();
                    String name = StepNames.slug(id, LONGEST_NAME);
                    if (name.isEmpty() || !taken.add(name)) {
                        all.problem(
                                id,
                                "has no name of its own that Kubernetes takes: lower-case letters, digits and dashes");
                    }
                    complete(of, chosen);
                    pipelines.add(pipeline(name.isEmpty() ? "pipeline" : name, spec, chosen));
                }));
        if (pipelines.isEmpty()) {
            book.problem(all.path(), "is empty");
        }
    }

    /** A stage never runs before what it depends on, so that is in the pipeline too. */
    private void complete(Given pipeline, List<String> chosen) {
        for (String id : chosen) {
            for (String dependency : dependencies.getOrDefault(id, List.of())) {
                if (!chosen.contains(dependency)) {
                    pipeline.problem(
                            "stages", "has %s, which depends on %s, and not %s".formatted(id, dependency, dependency));
                }
            }
        }
    }

    private static Source shared(Optional<Position> position) {
        return new Draft(position)
                .put("volume", new Draft(position).putText("scope", "Run").done())
                .done();
    }

    private Source pipeline(String name, Draft spec, List<String> chosen) {
        List<Source> list = new ArrayList<>();
        for (String id : new LinkedHashSet<>(chosen)) {
            Draft step = new Draft(stages.get(id).mapping().position());
            steps.get(id).done().fields().forEach((field, value) -> step.put(field, value.value()));
            List<String> after = dependencies.get(id).stream()
                    .flatMap(called -> names.of(called).stream())
                    .distinct()
                    .toList();
            step.put(
                    "dependsOn",
                    Draft.texts(after, stages.get(id).position("dependsOn").or(step::position)));
            list.add(step.done());
        }
        spec.put("workspace", shared(spec.position())); // stages hand files to one another
        spec.put("steps", Draft.list(list, spec.position()));
        return Resources.pipeline(name, spec.done());
    }
}
