package dev.sluice.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * A process that no other is taken for: a number alone is given to another one some day, and the time of day may jump.
 *
 * @param began on Linux the boot and the clock tick within it, which no one can set; elsewhere the time that the system tells
 */
record ProcessIdentity(long pid, String began) {

    private static final Path PROC = Path.of("/proc");
    private static final int STATE = 0;
    private static final int START = 19;

    /** A system that works the time out anew each time it is asked may be off by that. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    static ProcessIdentity own() {
        long pid = ProcessHandle.current().pid();
        return new ProcessIdentity(pid, began(pid).orElse(""));
    }

    /** Whether that very process goes on. One that has ended and was not waited for by its parent does not. */
    boolean alive() {
        return began(pid).filter(this::same).isPresent();
    }

    private boolean same(String other) {
        if (other.equals(began)) {
            return true;
        }
        try {
            return Duration.between(Instant.parse(began), Instant.parse(other))
                            .abs()
                            .compareTo(TOLERANCE)
                    <= 0;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /** Absent: there is no such process. */
    static Optional<String> began(long pid) {
        try {
            Path stat = PROC.resolve(Long.toString(pid)).resolve("stat");
            if (Files.exists(PROC.resolve("self/stat"))) {
                return began(Files.readString(stat, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .map(Instant::toString);
    }

    /** The name of the program comes before, in brackets, and may hold any letter. */
    private static Optional<String> began(String stat) throws IOException {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        boolean ended = fields[STATE].equals("Z") || fields[STATE].equals("X");
        String boot =
                Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
        return ended ? Optional.empty() : Optional.of(boot + " " + fields[START]);
    }
}
