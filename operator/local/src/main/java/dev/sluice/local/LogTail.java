package dev.sluice.local;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The end of a log, fit for a screen: no control characters, no endless lines. */
public final class LogTail {

    private static final int MOST_BYTES = 64 * 1024;
    private static final int LONGEST_LINE = 500;
    private static final Pattern CONTROL =
            Pattern.compile("\u001b\\[[0-9;?]*[ -/]*[@-~]|\u001b.|[\\p{Cntrl}&&[^\t\n]]");

    private LogTail() {}

    /** The last {@code count} lines that begin at or after {@code from}, in bytes; none where the log can't be read. */
    public static List<String> of(Path log, long from, int count) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long begin = Math.max(from, file.length() - MOST_BYTES);
            byte[] bytes = new byte[(int) Math.max(0, file.length() - begin)];
            file.seek(begin);
            file.readFully(bytes);
            List<String> lines = CONTROL.matcher(new String(bytes, StandardCharsets.UTF_8))
                    .replaceAll("")
                    .lines()
                    .map(LogTail::cut)
                    .toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of();
        }
    }

    private static String cut(String line) {
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
    }
}
