package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the doctor says, letter by letter (E2), but for versions, the room on the disk and names of commits. */
class DoctorTest {

    private static final String SICK =
            """
            apiVersion: sluice.dev/v1alpha1
            kind: Pipeline
            metadata: {name: sick}
            spec:
              steps:
              - {name: a, command: [no-such-tool, x], secretEnvironment: [{name: TOKEN, secret: s, key: k}]}
              - {name: b, agent: nobody}
              - {name: c, script: 'terraform apply; make all', secretEnvironment: [{name: SET, secret: s, key: k}]}
            """;

    @TempDir
    Path directory;

    private Sluice sluice;

    @BeforeEach
    void where_there_is_no_kubeconfig() {
        sluice = new Sluice(directory)
                .with("KUBECONFIG", "")
                .with("SET", "t0p s3cret")
                .withFlag("-Duser.home=" + directory);
    }

    private void says(String name, int status, String... arguments) {
        Sluice.Result result = sluice.call(arguments);
        assertThat(result.status()).as(result.out() + result.err()).isEqualTo(status);
        Golden.matches("doctor/" + name + ".txt", same(result.out() + result.err()));
        assertThat(Files.exists(directory.resolve(".sluice")))
                .as("it only looks")
                .isFalse();
    }

    private static String same(String text) {
        return text.replace(Version.line(), "VERSION")
                .replace(String.valueOf(Runtime.version()), "JAVA")
                .replaceAll("\\d+ (GB|MB) free", "ROOM free")
                .replaceAll("git version [^;\"\\n]+", "git version GIT")
                .replaceAll(" at [0-9a-f]{8}\\b", " at COMMIT");
    }

    @Test
    void a_pipeline_that_lacks_this_and_that() {
        sluice.file("sluice.yaml", SICK);
        tool("git", "test \"$1\" = --version && echo git version 2.0.1");
        tool("terraform", "echo Terraform v1.0.0");
        sluice.with("PATH", directory.toString());
        says("sick", 1, "doctor");
        says("sick-json", 1, "doctor", "--json");
    }

    @Test
    void a_folder_without_a_pipeline_and_a_machine_without_git() {
        says("nothing", 0, "doctor");
        sluice.with("PATH", directory.toString());
        says("no-git", 0, "doctor");
    }

    @Test
    void a_repository_with_and_without_a_commit() throws Exception {
        Git.in(directory, "init", "--quiet", "--initial-branch=main");
        sluice.file("sluice.yaml", SICK.replaceAll("(?m)^  - .*\\n", "") + "  - {name: a, script: 'echo a'}\n");
        says("no-commit", 0, "doctor");
        Git.in(directory, "commit", "--quiet", "--allow-empty", "--message=m");
        says("healthy", 0, "doctor");
    }

    private void tool(String name, String script) {
        Path program = sluice.file(name, "#!/bin/sh\n" + script + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
    }
}
