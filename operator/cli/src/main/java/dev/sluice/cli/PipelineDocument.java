package dev.sluice.cli;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.Problem;
import java.util.List;
import java.util.Optional;

/**
 * Where a pipeline is written, so that problems can be told in its file's terms.
 *
 * @param spec the path of the pipeline's spec in the document: {@code spec}, or {@code spec.pipelineSpec} in a run
 */
record PipelineDocument(SourceFile.Document document, String spec) {

    /** The pipeline's spec, as it is written. */
    Source source() {
        Source at = document.source();
        for (String field : spec.split("\\.")) {
            at = ((Source.Mapping) at).get(field).orElseThrow();
        }
        return at;
    }

    String place(String path) {
        return document.place(inDocument(path));
    }

    List<String> lines(List<Problem> problems) {
        return document.lines(problems.stream()
                .map(p -> new Problem(inDocument(p.path()), p.kind(), p.message()))
                .toList());
    }

    /** Why no run of it starts; with its place. A run that carries its pipeline is not held back by that. */
    Optional<String> suspended() {
        boolean suspended = spec.equals("spec")
                && document.source() instanceof Source.Mapping root
                && root.get("spec").orElse(null) instanceof Source.Mapping fields
                && fields.get("suspend").orElse(null) instanceof Source.Scalar flag
                && flag.text().equals("true");
        return suspended
                ? Optional.of(place("spec.suspend")
                        + ": spec.suspend: is true, so no run of this pipeline starts; set it to false to run it")
                : Optional.empty();
    }

    private String inDocument(String path) {
        boolean ofRun = path.startsWith("spec.overrides");
        return path.startsWith("spec") && !ofRun ? spec + path.substring("spec".length()) : path;
    }
}
