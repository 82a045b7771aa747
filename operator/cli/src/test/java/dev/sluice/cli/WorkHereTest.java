package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a laptop jobs work on what is there, and one line says where that is not what the pipeline asks for (issue 4). */
class WorkHereTest {

    private static final String URL = "https://git.example/team/x.git";

    @TempDir
    Path directory;

    private Sluice sluice;

    @BeforeEach
    void aRepository() throws Exception {
        sluice = new Sluice(directory);
        Git.in(directory, "init", "-q", "-b", "main");
        sluice.file("text", "here");
        Git.in(directory, "add", "text");
        Git.in(directory, "commit", "-q", "-m", "one");
        Git.in(directory, "remote", "add", "origin", "git@git.example:team/x.git");
    }

    private Sluice.Result run(String git) {
        sluice.file(
                "sluice.yaml",
                """
                apiVersion: sluice.dev/v1alpha1
                kind: Pipeline
                metadata: {name: here}
                spec:
                  workspace: {git: %s, volume: {scope: Run}}
                  steps:
                  - {name: a, script: 'test "$SLUICE_COMMIT" = "$(git rev-parse HEAD)" && cat text'}
                """
                        .formatted(git));
        return sluice.call("run");
    }

    @Test
    void nothingIsSaidWhereItIsWhatThePipelineAsksFor() {
        for (String git : List.of("{url: '" + URL + "', revision: main}", "{url: '" + URL + "'}")) {
            Sluice.Result result = run(git);
            assertThat(result.status()).as(result.out()).isZero();
            assertThat(result.err()).isEmpty();
        }
    }

    @Test
    void anotherRevisionIsSaidInOneLine() throws Exception {
        Git.in(directory, "checkout", "-q", "-b", "mine");
        Git.in(directory, "commit", "-q", "--allow-empty", "-m", "two");
        Sluice.Result result = run("{url: '" + URL + "', revision: v1}");
        assertThat(result.status()).as(result.out()).isZero();
        assertThat(result.err())
                .matches("sluice: jobs work on what is in this folder: the pipeline asks for v1 of " + URL
                        + ", and here is mine, [0-9a-f]{8}\n");
    }

    @Test
    void anotherRepositoryIsSaidInOneLine() {
        Sluice.Result result = run("{url: 'https://git.example/other', revision: main}");
        assertThat(result.status()).as(result.out()).isZero();
        assertThat(result.err())
                .startsWith("sluice: jobs work on what is in this folder: the pipeline asks for ")
                .endsWith("of https://git.example/other, and here is a repository that has no remote of that URL\n");
    }

    @Test
    void whatIsWrongIsWrongHereToo() {
        Sluice.Result result = run("{url: 'ext::sh', revision: --output=x}");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .contains("spec.workspace.git.url: must be a URL of https, http, ssh or git, or as git@host:path")
                .contains("spec.workspace.git.revision: begins with a dash");
    }
}
