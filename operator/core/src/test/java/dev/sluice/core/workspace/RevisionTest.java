package dev.sluice.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Event;
import dev.sluice.core.model.Workspace;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is checked out: who has a say, and what is no revision. */
class RevisionTest {

    private static final String COMMIT = "1f2e3d4c5b6a79881f2e3d4c5b6a79881f2e3d4c";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            nullValues = "-",
            textBlock =
                    """
            nobody says anything,                -,       '',     '',  '',      '',                        -
            the pipeline alone,                  main,    '',     '',  '',      '',                        main
            an event's branch,                   main,    dev,    '',  '',      '',                        refs/heads/dev
            a tag before a branch,               main,    dev,    v1,  '',      '',                        refs/tags/v1
            a commit before both,                main,    dev,    v1,  1f2e3d,  '',                        1f2e3d
            an event of this repository,         main,    dev,    '',  '',      https://git.example/x,     refs/heads/dev
            an event of another repository,      main,    dev,    '',  1f2e3d,  https://git.example/other, main
            a variable that is empty,            '',      '',     '',  '',      '',                        -
            a commit that the pipeline names,    COMMIT,  dev,    v1,  1f2e3d,  '',                        COMMIT
            """)
    void theOneThatIsMeant(
            String name, String written, String branch, String tag, String revision, String repository, String meant) {
        Workspace.Git git = new Workspace.Git(
                "https://git.example/x.git",
                Optional.ofNullable(commit(written)),
                OptionalInt.empty(),
                Optional.empty());
        Event event =
                new Event("", "", "", branch, tag, revision, "", repository, "", Optional.empty(), Optional.empty());
        assertThat(Revision.of(git, event)).isEqualTo(Optional.ofNullable(commit(meant)));
    }

    private static String commit(String text) {
        return "COMMIT".equals(text) ? COMMIT : text;
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "release/1.x", "v1.2.3", "refs/pull/7/head", "1f2e3d4", "größe", "a@b", "x#7"})
    void thereAreNames(String name) {
        assertThat(Revision.fault(name)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a b", "a:b", "a..b", "a~1", "a^", "a*", "a?", "[a", "a\\b", "a@{1}", "a//b", "/a", "a/", "a.",
                "a.lock", ".a", "a/.b", "a\nb", "a\u0001"
            })
    void thereAreNone(String name) {
        assertThat(Revision.fault(name)).contains("is no name of a branch, tag or commit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "--upload-pack=touch /tmp/x", "-b"})
    void anOptionIsNone(String name) {
        assertThat(Revision.fault(name)).contains("begins with a dash");
    }
}
