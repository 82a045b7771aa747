package dev.sluice.core.model;

import java.util.Optional;

/**
 * A file or folder that each job of a step writes.
 *
 * @param path in the job's working directory; {@code ${…}} in it is not replaced yet
 * @param schema the file of the JSON Schema it is held to
 */
public record Artifact(String path, Optional<String> schema) {}
