package dev.sluice.core.dialect;

import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.Source.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The documents of one file by what they are. Those of other kinds are kept apart: a file made for {@code kubectl} may hold a Namespace,
 * and whoever does not use it can say so.
 */
public record Documents(List<Source> pipelines, List<Source> runs, List<Source> podTemplates, List<Source> others) {

    public Documents {
        pipelines = List.copyOf(pipelines);
        runs = List.copyOf(runs);
        podTemplates = List.copyOf(podTemplates);
        others = List.copyOf(others);
    }

    /** @throws SourceException where a document is no mapping, or does not say of what kind it is */
    public static Documents sort(List<Source> documents) throws SourceException {
        List<Source> pipelines = new ArrayList<>();
        List<Source> runs = new ArrayList<>();
        List<Source> podTemplates = new ArrayList<>();
        List<Source> others = new ArrayList<>();
        for (Source document : documents) {
            switch (kind(document)) {
                case "Pipeline" -> pipelines.add(document);
                case "PipelineRun" -> runs.add(document);
                case "PodTemplate" -> podTemplates.add(document);
                default -> others.add(document);
            }
        }
        return new Documents(pipelines, runs, podTemplates, others);
    }

    private static String kind(Source document) throws SourceException {
        if (!(document instanceof Mapping mapping)) {
            throw new SourceException(
                    document.position(),
                    "is " + document.describe() + ", not a mapping with apiVersion, kind, metadata and spec");
        }
        Optional<Source> kind = mapping.get("kind");
        if (kind.isEmpty()) {
            throw new SourceException(document.position(), "does not say its kind, e.g. kind: Pipeline");
        }
        if (kind.get() instanceof Scalar scalar && scalar.type() == Scalar.Type.STRING) {
            return scalar.text();
        }
        throw new SourceException(kind.get().position(), "kind is " + kind.get().describe() + ", not a string");
    }
}
