package dev.sluice.cli;

import dev.sluice.core.check.TriggerChain;
import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GroupStep;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.model.Step;
import dev.sluice.core.model.Work.Program.Downstream;
import dev.sluice.core.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The pipelines that a pipeline's steps start, and those that theirs do: found, read and followed to their ends before anything runs. */
final class Downstreams {

    private final Map<String, SourceFile.Document> known;
    private final Map<String, ChosenPipeline> found = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    private Downstreams(Map<String, SourceFile.Document> known) {
        this.known = known;
    }

    /** By name; else a {@link UserError} that says everything that is wrong. */
    static Map<String, ChosenPipeline> of(PipelineDocument where, Pipeline root, List<SourceFile> files) {
        Map<String, SourceFile.Document> known = new LinkedHashMap<>();
        files.forEach(file -> file.ofKind(ResourceReader.PIPELINE)
                .forEach(document -> known.putIfAbsent(document.resource(), document)));
        Downstreams downstreams = new Downstreams(known);
        downstreams.follow(where, root, List.of(root.name()));
        if (!downstreams.problems.isEmpty()) {
            throw new UserError(downstreams.problems);
        }
        return downstreams.found;
    }

    private void follow(PipelineDocument where, Pipeline pipeline, List<String> chain) {
        follow(where, Path.of("spec").field("steps"), pipeline.steps(), chain);
    }

    private void follow(PipelineDocument where, Path path, List<Step> steps, List<String> chain) {
        for (int i = 0; i < steps.size(); i++) {
            Path at = path.index(i);
            if (steps.get(i) instanceof GroupStep group) {
                follow(where, at.field("group").field("steps"), group.steps(), chain);
            } else if (steps.get(i) instanceof CommandStep step
                    && step.skip().isEmpty()
                    && step.work().program().orElse(null) instanceof Downstream downstream) {
                follow(where, at.field("trigger").field("pipeline"), downstream.pipeline(), chain);
            }
        }
    }

    private void follow(PipelineDocument where, Path at, String name, List<String> chain) {
        List<String> longer = new ArrayList<>(chain);
        longer.add(name);
        Optional<String> fault = TriggerChain.fault(longer).or(() -> missing(name));
        if (fault.isPresent()) {
            problems.addAll(where.lines(List.of(Problem.invalid(at.text(), fault.get()))));
            return;
        }
        ChosenPipeline next = found.get(name);
        if (next == null) {
            PipelineDocument document = new PipelineDocument(known.get(name), "spec");
            Reading<Pipeline> reading =
                    ResourceReader.readPipeline(document.document().source());
            problems.addAll(document.lines(reading.problems()));
            document.suspended().ifPresent(problems::add);
            if (reading.value().isEmpty()) {
                return;
            }
            next = new ChosenPipeline(document, reading.value().get(), RunRequest.NONE);
            found.put(name, next);
        }
        follow(next.where(), next.pipeline(), longer);
    }

    private Optional<String> missing(String name) {
        return known.containsKey(name)
                ? Optional.empty()
                : Optional.of("no pipeline named \"" + name + "\" here" + Nearest.hint(name, known.keySet())
                        + "; put it in the pipeline's file or name its file with --pipelines");
    }
}
