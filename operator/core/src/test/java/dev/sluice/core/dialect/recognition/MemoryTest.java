package dev.sluice.core.dialect.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worst files under a megabyte need no more than 256 MB: read in a JVM that has no more, heap and all. */
class MemoryTest {

    @TempDir
    Path folder;

    @Test
    void no_file_under_a_megabyte_takes_much_memory() throws Exception {
        Process reader = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        ReadAll.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        boolean ended = reader.waitFor(120, TimeUnit.SECONDS);
        reader.destroyForcibly();
        List<String> out = Files.readAllLines(folder.resolve("out"), StandardCharsets.UTF_8);

        assertThat(ended).as("%s", out).isTrue();
        assertThat(out).filteredOn(line -> line.startsWith("read ")).hasSize((int)
                SpeedTest.large().count());
        assertThat(out).noneMatch(line -> line.contains("OutOfMemoryError"));
        assertThat(reader.exitValue()).as("%s", out).isZero();
    }

    /** In a JVM of its own. */
    static final class ReadAll {

        private ReadAll() {}

        public static void main(String[] arguments) {
            SpeedTest.large().forEach(file -> {
                Object[] words = file.get();
                HostileFilesTest.read((String) words[1]);
                System.out.println("read " + words[0]);
            });
        }
    }
}
