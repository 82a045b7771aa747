package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a TAB brings (issue 6, item 4), asked of the shells themselves; one that is missing is skipped. */
class CompletionTest {

    @TempDir
    Path directory;

    private Sluice sluice;

    @BeforeEach
    void folder() throws IOException {
        sluice = new Sluice(directory);
        Files.createDirectories(directory.resolve(".sluice/runs/story-20261121-1"));
        sluice.file(
                "sluice.yaml",
                """
                apiVersion: sluice.dev/v1alpha1
                kind: Pipeline
                metadata: {name: story}
                spec:
                  steps:
                  - {name: build, script: x}
                  - {name: test, script: x}
                  - {name: release, block: {prompt: ok}}
                """);
        Path java = Path.of(ProcessHandle.current().info().command().orElse("java"));
        Path program = Files.writeString(
                directory.resolve("sluice"),
                "#!/bin/sh\nexec %s -XX:TieredStopAtLevel=1 -cp '%s' dev.sluice.cli.Main \"$@\"\n"
                        .formatted(
                                java,
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))));
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }

    private List<String> complete(String shell, String line) throws IOException, InterruptedException {
        assumeTrue(runs(shell, "true").isPresent(), "skipped: there is no " + shell);
        if (Files.notExists(directory.resolve("script"))) {
            Files.writeString(
                    directory.resolve("script"),
                    sluice.call("completion", shell).out());
        }
        String program =
                switch (shell) {
                    case "bash" ->
                        """
                        . ./script; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _sluice; printf '%%s\\n' "${COMPREPLY[@]}\""""
                                .formatted(words(line));
                    case "zsh" ->
                        """
                        . ./script; COMP_WORDS=(%s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
                        setopt ksh_arrays; _sluice 2>/dev/null; printf '%%s\\n' "${COMPREPLY[@]}\""""
                                .formatted(words(line));
                    default -> ". ./script; complete -C '" + line + "' | string replace -r '\\t.*' ''";
                };
        // zsh's compgen leaves it to zsh to choose what begins so; the others are to offer that alone.
        String begun = shell.equals("zsh") ? line.substring(line.lastIndexOf(' ') + 1) : "";
        return runs(shell, program)
                .orElseThrow()
                .lines()
                .filter(l -> !l.isEmpty() && l.startsWith(begun))
                .sorted()
                .toList();
    }

    private static String words(String line) {
        return line.endsWith(" ") ? line + "''" : line;
    }

    private Optional<String> runs(String shell, String program) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(shell, "-c", program)
                .directory(directory.toFile())
                .redirectErrorStream(true);
        builder.environment().merge("PATH", directory.toString(), (old, here) -> here + ":" + old);
        builder.environment().put("HOME", directory.toString());
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
            return Optional.of(out);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void completes(String shell) throws Exception {
        assertThat(complete(shell, "sluice rol")).containsExactly("rollback");
        assertThat(complete(shell, "sluice plan --gr")).contains("--graph");
        assertThat(complete(shell, "sluice rerun ")).containsExactly("story-20261121-1");
        assertThat(complete(shell, "sluice rerun x --from ")).containsExactly("build", "release", "test");
        assertThat(complete(shell, "sluice rerun x --from bu")).containsExactly("build");
        assertThat(complete(shell, "sluice run --approve ")).containsExactly("release");
        assertThat(complete(shell, "sluice plan st")).containsExactly("story");
        assertThat(complete(shell, "sluice run -f slu")).contains("sluice.yaml");
        assertThat(complete(shell, "sluice completion ")).containsExactly("bash", "fish", "zsh");
        assertThat(complete(shell, "sluice approval a")).contains("approve", "audit");
        assertThat(complete(shell, "sluice run-p")).containsExactly("run-pipeline");
        assertThat(complete(shell, "sluice run --only build,te")).containsExactly("build,test");
        // One run is named once; what comes after it is a step of it, whatever options stand between.
        assertThat(complete(shell, "sluice logs story-20261121-1 ")).containsExactly("build", "release", "test");
        assertThat(complete(shell, "sluice logs --tail 3 -f latest b")).containsExactly("build");
        assertThat(complete(shell, "sluice rerun story-20261121-1 ")).isEmpty();
        assertThat(complete(shell, "sluice validate a s")).contains("sluice.yaml");
    }

    /** What is known beforehand is in the script: a TAB that starts Java for it would be felt. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void commands_options_and_runs_start_no_java(String shell) throws Exception {
        String broken = "#!/bin/sh\ntouch started\n";
        complete(shell, "sluice r"); // makes the script
        Files.writeString(directory.resolve("sluice"), broken);
        for (String line : List.of("sluice ", "sluice run --", "sluice rerun ")) {
            complete(shell, line);
        }
        assertThat(directory.resolve("started")).doesNotExist();
    }

    /** Folders come with what others made, too. */
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"bash", "zsh", "fish"})
    void a_name_that_a_shell_would_run_is_not_run(String shell) throws Exception {
        for (String name : List.of("$(touch pwned)", "`touch pwned`", "x;touch pwned", "*", "a b")) {
            Files.createDirectories(directory.resolve(".sluice/runs").resolve(name));
        }
        List<String> runs = complete(shell, "sluice rerun ");
        assertThat(runs).contains("story-20261121-1");
        if (!shell.equals("fish")) { // which quotes what it puts on the command line
            assertThat(runs).containsExactly("story-20261121-1");
        }
        assertThat(directory.resolve("pwned")).doesNotExist();
    }

    @Test
    void a_value_behind_an_equals_sign() throws Exception {
        assertThat(complete("zsh", "sluice run --only=build,te")).containsExactly("--only=build,test");
        assertThat(complete("zsh", "sluice plan --graph=s")).containsExactly("--graph=svg");
        Files.move(directory.resolve("sluice.yaml"), directory.resolve("other.yaml"));
        assertThat(complete("zsh", "sluice run --file=other.yaml --only bu")).containsExactly("build");
    }

    @Test
    void an_unknown_shell_and_a_folder_without_a_pipeline() throws IOException {
        assertThat(sluice.call("completion", "tcsh").err()).isEqualTo("completion tcsh: is none of bash, zsh, fish\n");
        Files.delete(directory.resolve("sluice.yaml"));
        Sluice.Result nothing = sluice.call("__complete", "steps", "--", "run", "-f", "nosuch");
        assertThat(nothing).isEqualTo(new Sluice.Result(0, "", ""));
    }
}
