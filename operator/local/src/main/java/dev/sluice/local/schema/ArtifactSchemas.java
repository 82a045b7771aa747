package dev.sluice.local.schema;

import dev.sluice.core.model.Artifact;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Holds what a job wrote to its JSON Schemas, right after it (E6). What reads schemas is loaded where one is declared, and only then. */
public final class ArtifactSchemas {

    private ArtifactSchemas() {}

    /** All that is wrong with them, in one line. */
    public static Optional<String> fault(Path directory, List<Artifact> artifacts) {
        List<String> faults = new ArrayList<>();
        for (Artifact artifact : artifacts) {
            artifact.schema()
                    .flatMap(schema -> JsonCheck.fault(directory, artifact.path(), schema))
                    .ifPresent(faults::add);
        }
        return faults.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", faults));
    }
}
