package dev.sluice.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Java, room, and whether runs can be kept. */
final class MachineChecks {

    private static final long MEGABYTE = 1024 * 1024;
    private static final long LITTLE = 1024;
    private static final long TOO_LITTLE = 100;
    private static final int OLDEST = 17;

    private MachineChecks() {}

    static void of(Diagnosis diagnosis, Path here) {
        diagnosis.good("sluice", Version.line());
        int java = Runtime.version().feature();
        if (java < OLDEST) {
            diagnosis.bad("java", String.valueOf(Runtime.version()), "install a JDK " + OLDEST + " or later");
        } else {
            diagnosis.good("java", String.valueOf(Runtime.version()));
        }
        room(diagnosis, here);
        writable(diagnosis, here);
    }

    private static void room(Diagnosis diagnosis, Path here) {
        try {
            long free = Files.getFileStore(here).getUsableSpace() / MEGABYTE;
            String text = free >= 10 * LITTLE ? free / LITTLE + " GB free" : free + " MB free";
            if (free < TOO_LITTLE) {
                diagnosis.bad("disk", text, "make room: logs and outputs need some");
            } else if (free < LITTLE) {
                diagnosis.warning("disk", text, "make room before a long run");
            } else {
                diagnosis.good("disk", text);
            }
        } catch (IOException e) {
            diagnosis.warning("disk", "nobody knows how much room there is: " + e.getMessage(), "");
        }
    }

    private static void writable(Diagnosis diagnosis, Path here) {
        Path runs = here.resolve(".sluice").resolve("runs");
        Path exists = runs;
        while (Files.notExists(exists)) {
            exists = exists.getParent();
        }
        if (Files.isDirectory(exists) && Files.isWritable(exists)) {
            diagnosis.good("runs", "kept in " + here.relativize(runs));
        } else {
            diagnosis.bad(
                    "runs",
                    "nothing can be written to " + exists,
                    "start in a folder of yours, or: chmod u+w " + exists);
        }
    }
}
