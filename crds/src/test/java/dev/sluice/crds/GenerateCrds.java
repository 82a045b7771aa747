package dev.sluice.crds;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the CRDs to the folder it is given. */
public final class GenerateCrds {
    static final String COMMAND = "mvn -q -B -pl crds test-compile exec:java";

    private GenerateCrds() {}

    public static void main(String[] args) throws IOException {
        for (var crd : GeneratedCrds.render().entrySet()) {
            Files.writeString(Path.of(args[0], crd.getKey() + ".yaml"), crd.getValue());
        }
    }
}
