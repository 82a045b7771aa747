package dev.sluice.cli;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.local.LocalFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/** What a run of nodes is about (D3): JSON, for every node in SLUICE_PAYLOAD. */
record NodePayload(String text, Source json) {

    static final NodePayload EMPTY = of("{}", "", "");

    private static final List<String> SAMPLES = List.of("alertmanager", "grafana");

    static NodePayload given(String text) {
        return of(text, "Invalid JSON payload", ": ");
    }

    static NodePayload file(String name) {
        try {
            if (Files.isDirectory(Path.of(name))) {
                throw new UserError(name + ": is a folder; name a file in it");
            }
            return read(name);
        } catch (InvalidPathException e) {
            throw new UserError("File not found: " + name);
        }
    }

    private static NodePayload read(String name) {
        try (InputStream in = Files.newInputStream(Path.of(name))) {
            byte[] bytes = in.readNBytes(Source.MOST_BYTES + 1);
            return of(new String(bytes, StandardCharsets.UTF_8), "Invalid JSON in file: " + name, ":");
        } catch (IOException e) {
            throw new UserError(
                    Files.exists(Path.of(name)) ? name + ": " + LocalFailure.reason(e) : "File not found: " + name);
        }
    }

    /** An alert to try things with, in the form in which the source sends them. */
    static NodePayload sample(String source) {
        String form = SAMPLES.contains(source) ? source : "generic";
        try (InputStream in = NodePayload.class.getResourceAsStream("/payloads/" + form + ".json")) {
            return of(new String(in.readAllBytes(), StandardCharsets.UTF_8), "", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param beforePlace between what is told and its place; where there is none, it is told all the same */
    private static NodePayload of(String text, String trouble, String beforePlace) {
        try {
            Source json = Source.parseJson(text.getBytes(StandardCharsets.UTF_8));
            return new NodePayload(json.json(), json);
        } catch (SourceException e) {
            String place = e.position().map(p -> beforePlace + p).orElse("");
            throw new UserError(trouble + place + ": " + DefinitionFile.why(e));
        }
    }
}
