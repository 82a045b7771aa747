package dev.sluice.core.program;

import java.util.List;
import java.util.stream.Collectors;

/** Data as words of a POSIX shell, which takes none of it for code. */
public final class Shell {

    private Shell() {}

    public static String words(List<String> argv) {
        return argv.stream().map(Shell::word).collect(Collectors.joining(" "));
    }

    public static String word(String text) {
        return text.matches("[A-Za-z0-9_./:@%+-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
