package dev.sluice.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/** A log that is read as it grows: each line once, when it is whole. */
public final class GrowingLog {

    /** Of a line without end; what is longer is told in pieces. */
    private static final int LONGEST = 1024 * 1024;

    private static final int BLOCK = 64 * 1024;

    private final Path file;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private long read;

    public GrowingLog(Path file) {
        this.file = file;
    }

    /**
     * Begins with the last lines of what there is; endless ones with the end of them.
     *
     * @param over nothing will be added: a last line without an end is one, and does not come yet
     */
    public void last(int most, boolean over) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            read = lastLines(channel, most, over);
        } catch (NoSuchFileException e) {
            // not begun yet
        } catch (IOException e) {
            throw LocalFailure.of("cannot read " + file, e, "may you read it?");
        }
    }

    /** Read from behind: of a log of gigabytes no more than is told. */
    private static long lastLines(FileChannel log, int most, boolean over) throws IOException {
        long size = log.size();
        ByteBuffer bytes = ByteBuffer.allocate(BLOCK);
        int ends = over && size > 0 && at(log, size - 1, bytes.clear().limit(1)).get(0) != '\n' ? most : most + 1;
        long first = Math.max(0, size - (long) (most + 1) * LONGEST);
        for (long end = size; ends > 0 && end > first; end -= BLOCK) {
            long begin = Math.max(first, end - BLOCK);
            at(log, begin, bytes.clear().limit((int) (end - begin)));
            for (int i = bytes.limit() - 1; i >= 0; i--) {
                ends -= bytes.get(i) == '\n' ? 1 : 0;
                if (ends == 0) {
                    return begin + i + 1;
                }
            }
        }
        return ends == 0 ? size : first;
    }

    private static ByteBuffer at(FileChannel log, long position, ByteBuffer bytes) throws IOException {
        int count = 0;
        while (bytes.hasRemaining() && count >= 0) {
            count = log.read(bytes, position + bytes.position());
        }
        return bytes.flip();
    }

    /** What has been written since the last time. */
    public void read(Consumer<String> lines) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(read);
            InputStream in = Channels.newInputStream(channel);
            byte[] bytes = new byte[BLOCK];
            for (int count = in.read(bytes); count > 0; count = in.read(bytes)) {
                read += count;
                take(bytes, count, lines);
            }
        } catch (NoSuchFileException e) {
            // not begun yet
        } catch (IOException e) {
            throw LocalFailure.of("cannot read " + file, e, "may you read it?");
        }
    }

    /** Nothing will be added any more: a last line without an end is one too. */
    public void end(Consumer<String> lines) {
        read(lines);
        if (begun.size() > 0) {
            tell(lines);
        }
    }

    private void take(byte[] bytes, int count, Consumer<String> lines) {
        int from = 0;
        while (from < count) {
            if (begun.size() == LONGEST && bytes[from] != '\n') {
                tell(lines);
            }
            int most = Math.min(count, from + LONGEST - begun.size());
            int end = from;
            while (end < most && bytes[end] != '\n') {
                end++;
            }
            begun.write(bytes, from, end - from);
            if (end < count && bytes[end] == '\n') {
                tell(lines);
                end++;
            }
            from = end;
        }
    }

    private void tell(Consumer<String> lines) {
        lines.accept(begun.toString(StandardCharsets.UTF_8));
        begun.reset();
    }
}
