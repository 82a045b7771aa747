package dev.sluice.local;

import java.nio.file.Path;
import java.util.List;

/** The last line that says something of a log that grows: looked at often, read only when it has grown. */
public final class LastLine {

    private static final int MOST_LINES = 20;
    private static final int MOST_BYTES = 4 * 1024;

    private final Path log;
    private final long from;
    private long seen;
    private String line = "";

    /** @param from where in the log it begins, in bytes */
    public LastLine(Path log, long from) {
        this.log = log;
        this.from = from;
        this.seen = from;
    }

    /** Empty: none yet. */
    public String read() {
        long length = log.toFile().length();
        if (length != seen) {
            seen = length;
            List<String> lines = LogTail.of(log, from, MOST_LINES, MOST_BYTES);
            lines.stream()
                    .map(text -> text.replace('\t', ' ').strip())
                    .filter(text -> !text.isEmpty())
                    .reduce((earlier, later) -> later)
                    .ifPresent(text -> line = text);
        }
        return line;
    }
}
