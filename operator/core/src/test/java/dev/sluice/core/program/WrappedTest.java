package dev.sluice.core.program;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Artifact;
import dev.sluice.core.model.Hooks;
import dev.sluice.core.model.Work.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NotBlank;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** E6: what runs around a step's own program, in a real shell. */
class WrappedTest {

    @TempDir
    Path folder;

    record Ended(int code, String log, String output) {}

    static Stream<Arguments> runs() {
        return Stream.of(
                Arguments.of("all goes well", "echo b", "echo p", "echo a $SLUICE_STATUS", 0, "b p a 0", ""),
                Arguments.of(
                        "a before-hook fails",
                        "exit 3",
                        "echo p",
                        "echo a $SLUICE_STATUS",
                        3,
                        "a 3 sluice: before hook 1 failed: exit code 3",
                        "SLUICE_FAILURE=before hook 1 failed: exit code 3"),
                Arguments.of(
                        "the program fails", "echo b", "echo p; exit 4", "echo a $SLUICE_STATUS", 4, "b p a 4", ""),
                Arguments.of(
                        "an after-hook fails",
                        "echo b",
                        "echo p",
                        "exit 5",
                        5,
                        "b p sluice: after hook 1 failed: exit code 5",
                        "SLUICE_FAILURE=after hook 1 failed: exit code 5"),
                Arguments.of("both fail: the first counts", "echo b", "exit 4", "exit 5", 4, "b", ""),
                Arguments.of("-e holds in each part", "echo b", "false; echo never", "false; echo never", 1, "b", ""),
                Arguments.of("what a hook exports stays with it", "export X=1", "echo \"p$X\"", "true", 0, "p", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("runs")
    void parts_run_in_order(
            String why, String before, String program, String after, int code, String log, String output)
            throws Exception {
        Ended ended = run(Wrapped.of(
                new Program.Script(program),
                new Hooks(List.of(new Program.Script(before)), List.of(new Program.Script(after))),
                List.of()));
        assertThat(ended.code).isEqualTo(code);
        assertThat(ended.log.lines()).containsExactlyElementsOf(lines(log));
        assertThat(ended.output.strip()).isEqualTo(output);
    }

    private static List<String> lines(String log) {
        return List.of(log.replaceAll(" (p|a|sluice:)(?= |$)", "\n$1").split("\n"));
    }

    @Test
    void artifacts_that_are_not_there_are_all_told() throws Exception {
        Ended ended = run(Wrapped.of(
                new Program.Script("echo >one; mkdir dir"),
                Hooks.NONE,
                List.of(artifact("one"), artifact("t'wo"), artifact("dir"), artifact("$(id)"))));
        assertThat(ended.code).isEqualTo(1);
        assertThat(ended.output).isEqualTo("SLUICE_FAILURE=did not write its artifact t'wo, $(id)\n");
    }

    @Test
    void an_attempt_that_is_stopped_ends_its_program_and_runs_nothing_more() throws Exception {
        Program wrapped = Wrapped.of(
                new Program.Script("trap 'echo kindly; exit 7' TERM; echo begun; while :; do sleep 0.05; done"),
                new Hooks(List.of(), List.of(new Program.Script("echo after"))),
                List.of());
        Process process = start(wrapped);
        while (!Files.readString(folder.resolve("log")).contains("begun")) {
            Thread.sleep(10);
        }
        process.toHandle().destroy();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("log"))).isEqualTo("begun\nkindly\n");
        assertThat(process.exitValue()).isEqualTo(7);
    }

    /** No shell sees data it could take for code. */
    @Property(tries = 60)
    void words_come_through_as_they_are(@ForAll @Size(min = 1, max = 5) List<@NotBlank String> words) throws Exception {
        List<String> given = words.stream().map(word -> word.replace("\0", "")).toList();
        Process process = new ProcessBuilder(
                        "/bin/sh", "-c", "set -- " + Shell.words(given) + "; for w; do printf '%s\\0' \"$w\"; done")
                .start();
        String out = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(out).isEqualTo(String.join("\0", given) + "\0");
    }

    private static Artifact artifact(String path) {
        return new Artifact(path, Optional.empty());
    }

    private Ended run(Program wrapped) throws Exception {
        Process process = start(wrapped);
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(folder.resolve("log")),
                Files.readString(folder.resolve("output")));
    }

    private Process start(Program wrapped) throws IOException {
        Path script = Files.writeString(folder.resolve("script"), ((Program.Script) wrapped).text());
        Path output = Files.writeString(folder.resolve("output"), "");
        ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-e", script.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("SLUICE_OUTPUT", output.toString());
        return builder.start();
    }
}
