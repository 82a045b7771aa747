package dev.sluice.cli.init;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A folder of this machine. */
public record DiskFolder(Path path, String searchPath) implements ProjectFolder {

    private static final int DEEPEST = 4;
    private static final int LARGEST = 1024 * 1024;
    private static final Set<String> NO_SOURCES = Set.of(
            "node_modules",
            "vendor",
            "target",
            "build",
            "dist",
            "out",
            "bin",
            "obj",
            "venv",
            "env",
            "__pycache__",
            "testdata");

    @Override
    public Optional<String> text(String file) {
        Path at = path.resolve(file);
        try {
            return Files.isRegularFile(at) && Files.size(at) <= LARGEST
                    ? Optional.of(new String(Files.readAllBytes(at), StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // what can't be read is not looked at
        }
    }

    @Override
    public boolean has(String file, boolean executable) {
        Path at = path.resolve(file);
        return Files.isRegularFile(at) && (!executable || Files.isExecutable(at));
    }

    @Override
    public List<String> folders() {
        try (Stream<Path> all = Files.list(path)) {
            return all.filter(Files::isDirectory)
                    .map(folder -> folder.getFileName().toString())
                    .filter(DiskFolder::ofSources)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean ofSources(String name) {
        return !name.startsWith(".") && !NO_SOURCES.contains(name);
    }

    @Override
    public boolean hasSources(String ending) {
        try (Stream<Path> all = Files.find(path, DEEPEST, (file, kind) -> kind.isRegularFile())) {
            return all.map(path::relativize)
                    .filter(file -> file.getFileName().toString().endsWith(ending))
                    .anyMatch(file -> file.getParent() == null
                            || Stream.of(file.getParent().toString().split("/")).allMatch(DiskFolder::ofSources));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    @Override
    public ProjectFolder folder(String name) {
        return new DiskFolder(path.resolve(name), searchPath);
    }

    @Override
    public boolean program(String name) {
        return Stream.of(searchPath.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder).resolve(name))
                .anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    }
}
