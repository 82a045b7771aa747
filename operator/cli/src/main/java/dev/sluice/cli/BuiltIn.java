package dev.sluice.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** Pipelines that are there from the start (B5). What their steps run is the user's: agents of those names. */
final class BuiltIn {

    static final List<String> NAMES = List.of("do-all", "merge-deploy", "update-agent", "force-update");

    private BuiltIn() {}

    static SourceFile read(String name) {
        try (InputStream in = BuiltIn.class.getResourceAsStream("/pipelines/" + name + ".yaml")) {
            return SourceFile.of(name + ".yaml (built in)", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
