package dev.sluice.local;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
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

    private final Path file;
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private long read;

    public GrowingLog(Path file) {
        this.file = file;
    }

    /** What has been written since the last time. */
    public void read(Consumer<String> lines) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.position(read);
            InputStream in = Channels.newInputStream(channel);
            byte[] bytes = new byte[64 * 1024];
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
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n' || begun.size() == LONGEST) {
                tell(lines);
            }
            if (bytes[i] != '\n') {
                begun.write(bytes[i]);
            }
        }
    }

    private void tell(Consumer<String> lines) {
        lines.accept(begun.toString(StandardCharsets.UTF_8));
        begun.reset();
    }
}
