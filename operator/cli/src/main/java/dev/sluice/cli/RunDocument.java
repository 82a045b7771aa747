package dev.sluice.cli;

import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.RequestReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.RunRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a laptop takes from a PipelineRun document: which pipeline, and what the run brings to it. What only a cluster can do with a
 * run is left alone; what would change the run and is not done here is refused.
 */
record RunDocument(Optional<String> pipeline, Optional<Source> pipelineSpec, RunRequest request) {

    private static final Path SPEC = Path.ROOT.field("spec");
    private static final Set<String> OF_THE_CLUSTER = Set.of("cancel", "startedBy", "ttlAfterFinished");
    private static final Set<String> READ = Set.of(
            "pipeline", "pipelineSpec", "variables", "targets", "labels", "event", "payload", "traceId", "overrides");

    static RunDocument read(SourceFile.Document document) {
        List<Problem> problems = new ArrayList<>();
        Source.Mapping spec = document.source() instanceof Source.Mapping root
                        && root.get("spec").orElse(null) instanceof Source.Mapping mapping
                ? mapping
                : new Source.Mapping(Map.of(), Optional.empty());
        for (String field : spec.fields().keySet()) {
            if (!OF_THE_CLUSTER.contains(field) && !READ.contains(field)) {
                problems.add(Problem.invalid(
                        SPEC.field(field).text(),
                        "is not read from a PipelineRun on a laptop; take it out, or put it in the pipeline"));
            }
        }
        Optional<String> pipeline = spec.get("pipeline").map(p -> text(p, SPEC.field("pipeline"), problems));
        if (pipeline.isPresent() == spec.get("pipelineSpec").isPresent()) {
            problems.add(Problem.invalid("spec", "name a pipeline, or carry one in pipelineSpec"));
        }
        Reading<RunRequest> request = RequestReader.read(spec);
        problems.addAll(request.problems());
        if (!problems.isEmpty()) {
            throw new UserError(document.lines(problems));
        }
        return new RunDocument(
                pipeline, spec.get("pipelineSpec"), request.value().orElseThrow());
    }

    private static String text(Source value, Path at, List<Problem> problems) {
        if (value instanceof Source.Scalar scalar && scalar.type() == Source.Scalar.Type.STRING) {
            return scalar.text();
        }
        problems.add(Problem.invalid(at.text(), "must be a string, is " + value.describe()));
        return "";
    }
}
