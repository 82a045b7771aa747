package dev.sluice.cli;

import dev.sluice.core.check.PlacedStep;
import dev.sluice.core.check.StepGraph;
import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A pipeline that can be run here.
 *
 * @param file where it is written
 */
record KnownPipeline(String file, boolean builtIn, String description, Pipeline pipeline) {

    /** Those of a file; one that carries its pipeline in a run has that. */
    static List<KnownPipeline> of(SourceFile file, boolean builtIn) {
        List<KnownPipeline> known = new ArrayList<>();
        List<SourceFile.Document> documents = file.ofKind(ResourceReader.PIPELINE);
        if (documents.isEmpty()) {
            ChosenPipeline carried = ChosenPipeline.from(file, Optional.empty());
            known.add(one(carried.where(), carried.pipeline()));
        }
        for (SourceFile.Document document : documents) {
            PipelineDocument where = new PipelineDocument(document, "spec");
            Reading<Pipeline> reading = ResourceReader.readPipeline(document.source());
            Pipeline pipeline = reading.value().orElseThrow(() -> new UserError(where.lines(reading.problems())));
            known.add(new KnownPipeline(file.name(), builtIn, description(where.source()), pipeline));
        }
        return known;
    }

    static KnownPipeline one(PipelineDocument where, Pipeline pipeline) {
        return new KnownPipeline(where.document().file(), false, description(where.source()), pipeline);
    }

    List<Step> steps() {
        return StepGraph.of(pipeline).steps().stream().map(PlacedStep::step).toList();
    }

    /** What a step is for, or else what it does. */
    static String about(Step step) {
        if (!step.label().isEmpty()) {
            return step.label();
        }
        if (step instanceof GateStep gate) {
            return gate.prompt();
        }
        return step instanceof CommandStep command
                ? StageFacts.said(command.work()).orElse("")
                : "";
    }

    Map<String, Object> facts() {
        StepGraph graph = StepGraph.of(pipeline);
        List<Map<String, Object>> stages = steps().stream()
                .map(step -> new Facts()
                        .put("name", step.name())
                        .put("kind", StageFacts.kind(step))
                        .put("description", about(step))
                        .putAll("dependsOn", graph.dependencies(step.name()))
                        .map())
                .toList();
        return new Facts()
                .put("name", pipeline.name())
                .put("description", description)
                .put("file", file)
                .put("builtIn", builtIn)
                .putAll("stages", stages)
                .map();
    }

    private static String description(Source spec) {
        return spec instanceof Source.Mapping fields
                        && fields.get("description").orElse(null) instanceof Source.Scalar text
                ? text.text()
                : "";
    }
}
