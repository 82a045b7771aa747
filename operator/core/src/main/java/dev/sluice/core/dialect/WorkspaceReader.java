package dev.sluice.core.dialect;

import dev.sluice.core.model.Workspace;
import java.util.List;
import java.util.Optional;

/** The working place of the jobs. */
final class WorkspaceReader {

    private static final int DEEPEST_HISTORY = 100_000;
    private static final TextRule URL = TextRule.filled(1024);
    private static final TextRule REVISION = TextRule.filled(256);

    private WorkspaceReader() {}

    static Optional<Workspace> read(Fields spec) {
        return spec.mapping("workspace").map(fields -> {
            Workspace workspace = new Workspace(
                    fields.mapping("git").flatMap(WorkspaceReader::git),
                    fields.mapping("volume").map(WorkspaceReader::volume));
            fields.end();
            return workspace;
        });
    }

    private static Optional<Workspace.Git> git(Fields fields) {
        Optional<String> url = fields.demandText("url", URL);
        Optional<String> revision = fields.text("revision", REVISION);
        Workspace.Git git = new Workspace.Git(
                url.orElse(""),
                revision,
                fields.integer("depth", 1, DEEPEST_HISTORY),
                fields.text("secret", TextRule.OBJECT_NAME));
        fields.end();
        return url.map(u -> git);
    }

    private static Workspace.Volume volume(Fields fields) {
        boolean shared = fields.word("scope", List.of("Run", "Job"))
                .filter("Job"::equals)
                .isEmpty();
        Workspace.Volume volume = new Workspace.Volume(
                shared,
                fields.text("size", TextRule.QUANTITY),
                fields.text("storageClass", TextRule.OBJECT_NAME),
                fields.text("claim", TextRule.OBJECT_NAME));
        if (fields.has("claim") && (fields.has("size") || fields.has("storageClass"))) {
            fields.problem("claim", "excludes size and storageClass: the claim has both already");
        }
        if (fields.has("claim") && !shared) {
            fields.problem("claim", "excludes scope: Job: it is one volume, and all jobs would share it");
        }
        fields.end();
        return volume;
    }
}
