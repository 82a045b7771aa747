package dev.sluice.cli;

import dev.sluice.core.check.PlacedStep;
import dev.sluice.core.check.StepGraph;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Step;
import dev.sluice.core.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A stage by its name, and the pipeline of a file that it is in.
 *
 * @param pipeline absent: the file holds one alone
 */
record StageOf(Optional<String> pipeline, String stage) {

    /** Else a {@link UserError}. Of several pipelines that have the very same stage, the first. */
    static StageOf find(SourceFile file, String name, Optional<String> pipeline) {
        return in(file, name, pipeline).orElseThrow(() -> new UserError(unknown(file, name, pipeline)));
    }

    /** Absent where no pipeline has a stage of that name. */
    static Optional<StageOf> in(SourceFile file, String name, Optional<String> pipeline) {
        Map<String, Step> found = new LinkedHashMap<>();
        String step = name;
        for (Pipeline one : pipelines(file, pipeline)) {
            Optional<String> known = ChoiceOptions.known(name, steps(one));
            if (known.isPresent()) {
                step = known.get();
                found.put(one.name(), step(one, step));
            }
        }
        if (found.isEmpty()) {
            return Optional.empty();
        }
        if (found.values().stream().distinct().count() > 1) {
            throw new UserError(
                    "%s: step \"%s\" is another in each of the pipelines %s; choose one with --pipeline NAME"
                            .formatted(file.name(), name, String.join(", ", found.keySet())));
        }
        boolean several = file.ofKind(ResourceReader.PIPELINE).size() > 1;
        return Optional.of(
                new StageOf(found.keySet().stream().filter(first -> several).findFirst(), step));
    }

    static Set<String> names(SourceFile file) {
        Set<String> names = new TreeSet<>();
        pipelines(file, Optional.empty()).forEach(one -> names.addAll(steps(one)));
        return names;
    }

    private static List<Pipeline> pipelines(SourceFile file, Optional<String> chosen) {
        List<SourceFile.Document> documents = file.ofKind(ResourceReader.PIPELINE);
        if (chosen.isPresent() || documents.size() <= 1) {
            return List.of(ChosenPipeline.from(file, chosen).pipeline());
        }
        List<Pipeline> pipelines = new ArrayList<>();
        documents.forEach(document ->
                ResourceReader.readPipeline(document.source()).value().ifPresent(pipelines::add));
        return pipelines;
    }

    private static Set<String> steps(Pipeline pipeline) {
        return StepGraph.of(pipeline).steps().stream().map(PlacedStep::name).collect(Collectors.toSet());
    }

    private static Step step(Pipeline pipeline, String name) {
        return StepGraph.of(pipeline).steps().stream()
                .filter(placed -> placed.name().equals(name))
                .map(PlacedStep::step)
                .findFirst()
                .orElseThrow();
    }

    private static String unknown(SourceFile file, String name, Optional<String> pipeline) {
        Set<String> known = new TreeSet<>();
        pipelines(file, pipeline).forEach(one -> known.addAll(steps(one)));
        return "%s: no step named \"%s\"%s; sluice list shows those there are"
                .formatted(file.name(), name, Nearest.hint(name, known));
    }
}
