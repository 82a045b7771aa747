package dev.sluice.cli;

import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.RunRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The one pipeline of a file that is meant, with what a PipelineRun in the same file brings to it.
 */
record ChosenPipeline(PipelineDocument where, Pipeline pipeline, RunRequest request) {

    /** @param name absent: there is one only */
    static ChosenPipeline from(SourceFile file, Optional<String> name) {
        List<SourceFile.Document> pipelines = file.ofKind("Pipeline");
        List<SourceFile.Document> runs = file.ofKind("PipelineRun");
        if (pipelines.isEmpty() && !runs.isEmpty()) {
            return carried(runs.get(0));
        }
        SourceFile.Document document = one(file, pipelines, name);
        List<RunDocument> ofIt = runs.stream()
                .map(RunDocument::read)
                .filter(run -> run.pipeline().equals(Optional.of(document.resource())))
                .toList();
        if (ofIt.size() > 1) {
            throw new UserError(file.name() + ": holds several runs of " + document.resource()
                    + "; leave one, or give its variables with --variable");
        }
        RunRequest request = ofIt.isEmpty() ? RunRequest.NONE : ofIt.get(0).request();
        return accepted(
                new PipelineDocument(document, "spec"), ResourceReader.readPipeline(document.source()), request);
    }

    private static ChosenPipeline carried(SourceFile.Document document) {
        RunDocument run = RunDocument.read(document);
        Source spec = run.pipelineSpec()
                .orElseThrow(() -> new UserError(
                        "%s: spec.pipeline: pipeline \"%s\" is not in this file; put it in, or name its file"
                                .formatted(
                                        document.place("spec.pipeline"),
                                        run.pipeline().orElse(""))));
        String name = document.resource().isEmpty() ? "run" : document.resource();
        PipelineDocument where = new PipelineDocument(document, "spec.pipelineSpec");
        return accepted(where, ResourceReader.readSpec(name, spec), run.request());
    }

    private static ChosenPipeline accepted(PipelineDocument where, Reading<Pipeline> reading, RunRequest request) {
        Pipeline pipeline = reading.value().orElseThrow(() -> new UserError(where.lines(reading.problems())));
        return new ChosenPipeline(where, pipeline, request);
    }

    private static SourceFile.Document one(
            SourceFile file, List<SourceFile.Document> pipelines, Optional<String> name) {
        demandNamesOfTheirOwn(pipelines);
        String names = String.join(
                ", ", pipelines.stream().map(SourceFile.Document::resource).toList());
        if (name.isPresent() && !pipelines.isEmpty()) {
            return pipelines.stream()
                    .filter(p -> p.resource().equals(name.get()))
                    .findFirst()
                    .orElseThrow(() -> new UserError(
                            "%s: no pipeline named \"%s\" (there are: %s)".formatted(file.name(), name.get(), names)));
        }
        if (pipelines.size() > 1) {
            throw new UserError(
                    "%s: holds several pipelines (%s); choose one with --pipeline NAME".formatted(file.name(), names));
        }
        // A file without a Pipeline is read as one all the same: the reader says best what is wrong with it.
        return file.documents().stream()
                .filter(d -> pipelines.isEmpty() || d == pipelines.get(0))
                .findFirst()
                .orElseThrow(() -> new UserError(file.name() + ": is empty; it should hold a Pipeline"));
    }

    private static void demandNamesOfTheirOwn(List<SourceFile.Document> pipelines) {
        Map<String, SourceFile.Document> taken = new HashMap<>();
        List<String> twice = new ArrayList<>();
        for (SourceFile.Document pipeline : pipelines) {
            SourceFile.Document first = taken.putIfAbsent(pipeline.resource(), pipeline);
            if (first != null && !pipeline.resource().isEmpty()) {
                twice.add("%s: metadata.name: \"%s\" is the name of the pipeline at %s already; give this one another"
                        .formatted(pipeline.place("metadata.name"), pipeline.resource(), first.place("metadata.name")));
            }
        }
        if (!twice.isEmpty()) {
            throw new UserError(twice);
        }
    }
}
