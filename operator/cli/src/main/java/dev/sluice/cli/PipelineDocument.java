package dev.sluice.cli;

import dev.sluice.core.model.Problem;
import java.util.List;

/**
 * Where a pipeline is written, so that problems can be told in its file's terms.
 *
 * @param spec the path of the pipeline's spec in the document: {@code spec}, or {@code spec.pipelineSpec} in a run
 */
record PipelineDocument(SourceFile.Document document, String spec) {

    String place(String path) {
        return document.place(inDocument(path));
    }

    List<String> lines(List<Problem> problems) {
        return document.lines(problems.stream()
                .map(p -> new Problem(inDocument(p.path()), p.kind(), p.message()))
                .toList());
    }

    private String inDocument(String path) {
        return path.startsWith("spec") ? spec + path.substring("spec".length()) : path;
    }
}
