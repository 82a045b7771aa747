package dev.sluice.local;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs as a shell does. */
final class Commands {

    private Commands() {}

    /** Why {@code command} can't be executed from {@code directory}; empty where it can. */
    static Optional<String> trouble(String command, Path directory, String searchPath) {
        if (!command.contains("/")) {
            return find(command, directory, searchPath).isPresent()
                    ? Optional.empty()
                    : Optional.of("command \"" + command + "\" does not exist: no folder of PATH has it");
        }
        Path file = directory.resolve(command);
        if (Files.notExists(file)) {
            return Optional.of("command \"" + command + "\" does not exist: there is no file " + file.normalize());
        }
        return runnable(file)
                ? Optional.empty()
                : Optional.of("command \"" + command + "\" cannot be executed: try chmod +x " + file.normalize());
    }

    static Optional<Path> find(String command, Path directory, String searchPath) {
        return Stream.of(searchPath.split(File.pathSeparator, -1))
                .map(folder -> directory.resolve(folder).resolve(command))
                .filter(Commands::runnable)
                .findFirst();
    }

    private static boolean runnable(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }
}
