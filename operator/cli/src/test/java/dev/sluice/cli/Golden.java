package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whole texts as users see them, in files that a change of them changes: {@code -Dgolden.write=true} writes them anew, for a look at the diff. */
final class Golden {

    private static final Path FILES = Path.of("src/test/resources/golden").toAbsolutePath();

    private Golden() {}

    /** @param text without what differs from run to run */
    static void matches(String name, String text) {
        Path file = FILES.resolve(name);
        try {
            if (Boolean.getBoolean("golden.write")) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, text);
            }
            assertThat(text).as(name).isEqualTo(Files.readString(file));
        } catch (IOException e) {
            throw new AssertionError(file + " can't be read", e);
        }
    }

    /** Times, runs and traces that nobody chose. */
    static String same(String text) {
        return text.replaceAll("\\d+\\.\\d\\dms", "0.00ms")
                .replaceAll("\"duration_ms\": [0-9.]+", "\"duration_ms\": 0")
                .replaceAll("-\\d{8}-\\d{6}-[a-z0-9]{4}", "-RUN")
                .replaceAll("\\b\\d+\\.\\ds\\b", "0.0s")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "TRACE");
    }
}
