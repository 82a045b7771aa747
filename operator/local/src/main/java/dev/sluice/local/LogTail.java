package dev.sluice.local;

import dev.sluice.core.text.Printable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, fit for a screen: nothing that commands it, no endless lines, of a line that was written over and over its last form. */
public final class LogTail {

    private static final int MOST_BYTES = 64 * 1024;
    private static final int LONGEST_LINE = 500;

    private LogTail() {}

    /** The last {@code count} lines that begin at or after {@code from}, in bytes; none where the log can't be read. */
    public static List<String> of(Path log, long from, int count) {
        return of(log, from, count, MOST_BYTES);
    }

    static List<String> of(Path log, long from, int count, int bytes) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long begin = Math.max(from, file.length() - bytes);
            byte[] end = new byte[(int) Math.max(0, file.length() - begin)];
            file.seek(begin);
            file.readFully(end);
            String text = new String(end, StandardCharsets.UTF_8);
            // Not lines(): to it a lone carriage return ends one.
            List<String> lines = text.isEmpty() ? List.of() : List.of(text.split("\n"));
            return lines.subList(Math.max(0, lines.size() - count), lines.size()).stream()
                    .map(LogTail::asSeen)
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    /** A progress bar goes back to its line's beginning and writes it anew. */
    private static String asSeen(String line) {
        String written = line.stripTrailing();
        String last = Printable.of(written.substring(written.lastIndexOf('\r') + 1));
        return last.length() <= LONGEST_LINE ? last : last.substring(0, LONGEST_LINE) + "…";
    }
}
