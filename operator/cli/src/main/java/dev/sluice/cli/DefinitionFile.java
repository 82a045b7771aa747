package dev.sluice.cli;

import dev.sluice.core.dialect.Position;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.text.Nearest;
import dev.sluice.local.LocalFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A file with a definition (D2): one that is stored under a name, one that is named itself, or the one that is there from the start.
 *
 * @param name as people know it
 * @param path where it is
 */
record DefinitionFile(NodeDefinition.Kind kind, String name, String path, Source source) {

    private static final String BUILT_IN = "default";
    private static final String SUFFIX = ".json";

    static DefinitionFile stored(String name, Path folder) {
        Path file = folder.resolve(name.matches("[A-Za-z0-9][A-Za-z0-9._-]*") ? name + SUFFIX : "?");
        if (!Files.isRegularFile(file)) {
            throw new UserError(List.of("Pipeline definition not found: " + name, where(name, folder)));
        }
        return read(NodeDefinition.Kind.DEFINITION, name, file);
    }

    private static String where(String name, Path folder) {
        List<String> names = names(folder);
        String known = names.isEmpty() ? "there is none" : "it has " + String.join(", ", names);
        return "  looked in " + folder + " (" + known + ")" + Nearest.hint(name, names)
                + "; one in a cluster is meant by --cluster or -n NAMESPACE";
    }

    private static List<String> names(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith(SUFFIX))
                    .map(file -> file.substring(0, file.length() - SUFFIX.length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    static DefinitionFile config(String name) {
        try {
            Path file = Path.of(name);
            if (Files.isDirectory(file)) {
                throw new UserError(name + ": is a folder; name a file in it");
            }
            if (Files.exists(file)) {
                return read(NodeDefinition.Kind.CONFIG, name, file);
            }
        } catch (InvalidPathException e) {
            // no file can have such a name
        }
        throw new UserError("Config file not found: " + name);
    }

    static DefinitionFile builtIn() {
        try (InputStream in = DefinitionFile.class.getResourceAsStream("/definitions/" + BUILT_IN + SUFFIX)) {
            return of(NodeDefinition.Kind.DEFINITION, BUILT_IN, BUILT_IN + SUFFIX + " (built in)", in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static DefinitionFile read(NodeDefinition.Kind kind, String name, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return of(kind, name, file.toString(), in.readNBytes(Source.MOST_BYTES + 1));
        } catch (IOException e) {
            throw new UserError(file + ": " + LocalFailure.reason(e));
        }
    }

    private static DefinitionFile of(NodeDefinition.Kind kind, String name, String path, byte[] text) {
        try {
            return new DefinitionFile(kind, name, path, Source.parseJson(text));
        } catch (SourceException e) {
            throw new UserError("Invalid JSON in config file: " + path + place(e.position()) + ": " + why(e));
        }
    }

    private static String place(Optional<Position> position) {
        return position.map(p -> ":" + p).orElse("");
    }

    static String why(SourceException e) {
        return e.getMessage().replaceFirst("^is not JSON: ", "");
    }
}
