package dev.sluice.cli;

import dev.sluice.core.text.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** How much Sluice tells on stderr beside what was asked for (E3). Errors are told whatever is said here. */
final class LogOptions {

    enum Level {
        ERROR,
        WARN,
        INFO,
        DEBUG
    }

    @Option(
            names = "--log-level",
            paramLabel = "LEVEL",
            description = "What Sluice tells on stderr: error, warn (default: what may be otherwise than you think),"
                    + " info (what it reads), debug (why a result is not taken from the cache).")
    String level = "warn";

    /** To be called before anything runs: what the word says is looked at. */
    Level level() {
        List<String> words = Arrays.stream(Level.values())
                .map(level -> level.name().toLowerCase(Locale.ROOT))
                .toList();
        if (!words.contains(level)) {
            throw new UserError(
                    "--log-level " + level + ": is none of " + String.join(", ", words) + Nearest.hint(level, words));
        }
        return Level.valueOf(level.toUpperCase(Locale.ROOT));
    }

    void warn(String line) {
        tell(Level.WARN, line);
    }

    void info(String line) {
        tell(Level.INFO, "sluice: " + line);
    }

    void debug(String line) {
        tell(Level.DEBUG, "sluice: " + line);
    }

    private void tell(Level of, String line) {
        if (level().compareTo(of) >= 0) {
            Terminal.stream(Terminal.ERR).println(line);
        }
    }
}
