package dev.sluice.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which URLs git is ever given. */
class RemoteTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://git.example/x.git",
                "http://git.example:8080/a/b",
                "https://alice@git.example/x",
                "ssh://git@git.example:2222/x.git",
                "git://git.example/x",
                "git@git.example:team/x.git",
                "https://[2001:db8::1]:8443/x"
            })
    void thereAreUrls(String url) {
        assertThat(Remote.fault(url)).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            -x                               | begins with a dash
            --upload-pack=touch /tmp/x       | begins with a dash
            https://alice:secret@git.example/x | has a password in it: put that into a Secret and name it in workspace.git.secret
            ext::sh -c touch% /tmp/x         | must be a URL of https, http, ssh or git, or as git@host:path
            file:///etc                      | must be a URL of https, http, ssh or git, or as git@host:path
            /srv/x.git                       | must be a URL of https, http, ssh or git, or as git@host:path
            ../x                             | must be a URL of https, http, ssh or git, or as git@host:path
            host:path                        | must be a URL of https, http, ssh or git, or as git@host:path
            ssh://-oProxyCommand=x/y         | must be a URL of https, http, ssh or git, or as git@host:path
            ssh://git@-oProxyCommand=x/y     | must be a URL of https, http, ssh or git, or as git@host:path
            git@-oProxyCommand=x:y           | must be a URL of https, http, ssh or git, or as git@host:path
            git@host:-x                      | must be a URL of https, http, ssh or git, or as git@host:path
            fd::17                           | must be a URL of https, http, ssh or git, or as git@host:path
            https://git.example/a b          | must be a URL of https, http, ssh or git, or as git@host:path
            https://                         | must be a URL of https, http, ssh or git, or as git@host:path
            """)
    void thereAreNone(String url, String why) {
        assertThat(Remote.fault(url)).contains(why);
    }

    @ParameterizedTest(name = "an event of \"{1}\" is of {0}: {2}")
    @CsvSource(
            textBlock =
                    """
            https://git.example/team/x.git,  https://git.example/team/x,      true
            https://git.example/team/x.git,  ssh://git@git.example:22/team/x, true
            https://git.example/team/x.git,  git@git.example:team/x.git,      true
            git@git.example:team/x.git,      https://GIT.example/team/x/,     true
            https://git.example/team/x.git,  team/x,                          true
            https://git.example/team/x.git,  '',                              true
            https://git.example/team/x.git,  team/y,                          false
            https://git.example/team/x.git,  am/x,                            false
            https://git.example/team/x.git,  https://other.example/team/x,    false
            """)
    void anEventIsOfARepository(String url, String repository, boolean same) {
        assertThat(Remote.isOf(url, repository)).isEqualTo(same);
    }
}
