package dev.sluice.kubernetes.pod;

import java.util.List;

/**
 * A script runs as a file, as it does on a laptop: {@code $0} is its path, and it can be sourced again. The shell writes it from an
 * argument into a small volume and becomes {@code /bin/sh -e}. The argument is gone from the process by then, and no other object was made.
 */
final class Scripts {

    static final String DIRECTORY = "/sluice";

    private static final String FILE = DIRECTORY + "/script";
    private static final String WRITE_AND_RUN = "printf '%s\\n' \"$1\" > " + FILE + " && exec /bin/sh -e " + FILE;

    private Scripts() {}

    static List<String> command(String script) {
        return List.of("/bin/sh", "-c", WRITE_AND_RUN, "sluice", script);
    }
}
