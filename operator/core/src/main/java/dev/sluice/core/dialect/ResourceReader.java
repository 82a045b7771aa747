package dev.sluice.core.dialect;

import dev.sluice.core.model.Pipeline;

/**
 * Reads {@code Pipeline} resources. A file and a custom resource are read by the same rules, and whatever is wrong is said at once, each
 * problem with its path.
 */
public final class ResourceReader {

    private ResourceReader() {}

    /** A whole {@code Pipeline} document: apiVersion, kind, metadata and spec. Paths begin with {@code spec} or {@code metadata}. */
    public static Reading<Pipeline> readPipeline(Source document) {
        throw new UnsupportedOperationException("being written");
    }

    /** A spec alone: that of a Pipeline, or a run's {@code pipelineSpec}. Paths begin with {@code spec}. */
    public static Reading<Pipeline> readSpec(String name, Source spec) {
        throw new UnsupportedOperationException("being written");
    }
}
