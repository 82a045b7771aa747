package dev.sluice.cli;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.Ordered;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a laptop takes from a PipelineRun document: which pipeline, and the values of its variables. What only a cluster can do with a
 * run is left alone; what would change the run and is not done here is refused.
 */
record RunDocument(Optional<String> pipeline, Optional<Source> pipelineSpec, Map<String, String> variables) {

    private static final Path SPEC = Path.ROOT.field("spec");
    private static final Set<String> OF_THE_CLUSTER = Set.of("cancel", "startedBy", "traceId", "ttlAfterFinished");

    RunDocument {
        variables = Ordered.copyOf(variables);
    }

    static RunDocument read(SourceFile.Document document) {
        List<Problem> problems = new ArrayList<>();
        Source.Mapping spec = document.source() instanceof Source.Mapping root
                        && root.get("spec").orElse(null) instanceof Source.Mapping mapping
                ? mapping
                : new Source.Mapping(Map.of(), Optional.empty());
        for (String field : spec.fields().keySet()) {
            if (!OF_THE_CLUSTER.contains(field)
                    && !Set.of("pipeline", "pipelineSpec", "variables").contains(field)) {
                problems.add(Problem.invalid(
                        SPEC.field(field).text(),
                        "is not read from a PipelineRun on a laptop; take it out, or put it in the pipeline"));
            }
        }
        Optional<String> pipeline = spec.get("pipeline").map(p -> text(p, SPEC.field("pipeline"), problems));
        if (pipeline.isPresent() == spec.get("pipelineSpec").isPresent()) {
            problems.add(Problem.invalid("spec", "name a pipeline, or carry one in pipelineSpec"));
        }
        RunDocument run = new RunDocument(pipeline, spec.get("pipelineSpec"), variables(spec, problems));
        if (!problems.isEmpty()) {
            throw new UserError(document.lines(problems));
        }
        return run;
    }

    private static Map<String, String> variables(Source.Mapping spec, List<Problem> problems) {
        Path at = SPEC.field("variables");
        Map<String, String> variables = new LinkedHashMap<>();
        Source written = spec.get("variables").orElse(null);
        if (written instanceof Source.Mapping mapping) {
            mapping.fields()
                    .forEach((name, field) -> variables.put(name, text(field.value(), at.field(name), problems)));
        } else if (written != null) {
            problems.add(Problem.invalid(at.text(), "must be a mapping of names to strings, is " + written.describe()));
        }
        return variables;
    }

    private static String text(Source value, Path at, List<Problem> problems) {
        if (value instanceof Source.Scalar scalar && scalar.type() == Source.Scalar.Type.STRING) {
            return scalar.text();
        }
        problems.add(Problem.invalid(at.text(), "must be a string, is " + value.describe()));
        return "";
    }
}
