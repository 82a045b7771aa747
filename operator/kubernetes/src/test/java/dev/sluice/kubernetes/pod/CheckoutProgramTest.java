package dev.sluice.kubernetes.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.sluice.kubernetes.pod.CheckoutProgram.Ended;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The checkout's program with a real git: what it finds, what it says, and what it refuses to hand to git. */
class CheckoutProgramTest {

    @TempDir
    Path folder;

    private Path repository;
    private String first;
    private String second;

    @BeforeEach
    void aRepositoryOfTwoCommits() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "no git on this machine");
        repository = Files.createDirectory(folder.resolve("repository"));
        Git.in(repository, "init", "-q", "-b", "main");
        first = commit("first");
        Git.in(repository, "tag", "-a", "-m", "v1", "v1");
        Git.in(repository, "branch", "both");
        Git.in(repository, "config", "uploadpack.allowAnySHA1InWant", "true");
        second = commit("second");
        Git.in(repository, "tag", "both");
    }

    @ParameterizedTest(name = "\"{0}\" is the {1} commit")
    @CsvSource({
        "'',              second",
        "main,            second",
        "refs/heads/main, second",
        "v1,              first",
        "refs/tags/v1,    first",
        "both,            first",
        "refs/tags/both,  second",
        "FIRST,           first",
        "SHORT,           first"
    })
    void itFindsWhatIsMeant(String revision, String expected) throws Exception {
        String commit = expected.equals("first") ? first : second;
        String wanted = revision.replace("FIRST", first).replace("SHORT", first.substring(0, 9));
        for (String depth : List.of("", "1")) {
            Ended ended = run(wanted, depth, "place");
            assertThat(ended.status()).as(ended.err()).isZero();
            assertThat(ended.message()).contains("commit=" + commit + "\n");
            assertThat(Files.readString(folder.resolve("place/text"))).isEqualTo(expected);
        }
        assertThat(run(wanted, "", "").message()).contains("commit=" + commit + "\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such", "deadbeef", "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef", "refs/heads/none"})
    void whatIsNotThereIsSaidAndFinal(String revision) throws Exception {
        Ended ended = run(revision, "", "place");
        assertThat(ended.status()).isEqualTo(Checkout.NEVER);
        assertThat(ended.lastLine()).matches("there is no (branch, tag or )?commit " + revision + " in .*");
        assertThat(ended.message()).isEmpty();
    }

    @Test
    void anOptionReachesNoGit() throws Exception {
        Path owned = folder.resolve("owned");
        assertThat(run("--upload-pack=touch " + owned, "", "place").status()).isEqualTo(Checkout.NEVER);
        assertThat(run("--upload-pack=touch " + owned, "main", "", "place").status())
                .isEqualTo(Checkout.NEVER);
        assertThat(run("ext::touch " + owned, "main", "", "place").lastLine())
                .isEqualTo("fatal: transport 'ext' not allowed");
        assertThat(owned).doesNotExist();
    }

    /** A job may leave hooks and settings in a volume; the next checkout has a Secret, and must not run them. */
    @Test
    void whatAJobLeftBehindIsNotTrusted() throws Exception {
        run("main", "", "place");
        Path hook = folder.resolve("place/.git/hooks/post-checkout");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, "#!/bin/sh\ntouch " + folder.resolve("owned") + "\n");
        assertThat(hook.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("place/left"), "x");
        assertThat(run("v1", "", "place").status()).isZero();
        assertThat(folder.resolve("owned")).doesNotExist();
        assertThat(folder.resolve("place/left")).doesNotExist();
        assertThat(Files.readString(folder.resolve("place/text"))).isEqualTo("first");
    }

    @Test
    void aServerThatIsNotThereIsSaidInGitsWords() throws Exception {
        Ended ended = run("file://" + folder + "/none", "main", "", "place");
        assertThat(ended.status()).isEqualTo(128);
        assertThat(ended.err()).contains("does not appear to be a git repository");
    }

    private Ended run(String revision, String depth, String place) throws IOException, InterruptedException {
        return run("file://" + repository, revision, depth, place);
    }

    private Ended run(String url, String revision, String depth, String place)
            throws IOException, InterruptedException {
        return new CheckoutProgram(folder).run(url, revision, depth, place);
    }

    private String commit(String text) throws Exception {
        Files.writeString(repository.resolve("text"), text);
        Git.in(repository, "add", "text");
        Git.in(repository, "commit", "-q", "-m", text);
        return Git.in(repository, "rev-parse", "HEAD").strip();
    }
}
