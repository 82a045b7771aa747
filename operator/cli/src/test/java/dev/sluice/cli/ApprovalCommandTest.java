package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is wrong with how somebody decides is told before any cluster is asked (C6). What comes of it there e2e/approval-cli shows. */
class ApprovalCommandTest {

    @TempDir
    Path directory;

    static Stream<Arguments> mistakes() {
        return Stream.of(
                Arguments.of(
                        "approval", "sluice: say what to do with approvals: list, approve, reject, delegate or audit"),
                Arguments.of(
                        "approval approve r1",
                        "sluice: \"r1\" is no approval: write RUN/GATE, as sluice approval list shows it"),
                Arguments.of(
                        "approval reject a/b/c/d",
                        "sluice: \"a/b/c/d\" is no approval: write RUN/GATE, as sluice approval list shows it"),
                Arguments.of("approval approve n/r/g -n other", "sluice: n/r/g is not in namespace other"),
                Arguments.of("approval list -A -n other", "sluice: -A and -n exclude one another"),
                Arguments.of(
                        "approval delegate r/g --to bob --for 1h --until 2026-12-01T00:00:00Z",
                        "sluice: --until and --for exclude one another"),
                Arguments.of(
                        "approval delegate r/g --to bob --for soon",
                        "sluice: Invalid value for option '--for': \"soon\" is no duration: write 30s, 5m or 1h30m"),
                Arguments.of("approval delegate r/g", "sluice: Missing required option: '--to=PERSON'"),
                Arguments.of(
                        "approval approve r/g",
                        "sluice: no kubeconfig names a cluster: set KUBECONFIG, or give --kubeconfig"),
                Arguments.of(
                        "approval list",
                        "sluice: no kubeconfig names a cluster: set KUBECONFIG, or give --kubeconfig"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void mistakes_are_told(String command, String expected) {
        Sluice.Result result = sluice().call(command.split(" "));
        assertThat(result.errLines()).first().isEqualTo(expected);
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void fields_are_key_and_value() throws Exception {
        Path config = sluice().kubeconfigOfNobody();
        Sluice.Result result = sluice().call(
                        "approval",
                        "approve",
                        "r/g",
                        "--kubeconfig",
                        config.toString(),
                        "--field",
                        "a",
                        "--field",
                        "x.y=1");
        assertThat(result.errLines())
                .containsExactly(
                        "sluice: --field a: write KEY=VALUE or g.KEY=VALUE",
                        "sluice: --field x.y=1: write KEY=VALUE or g.KEY=VALUE");
        assertThat(result.status()).isEqualTo(2);
    }

    /** What is on the command line alone needs nothing of Kubernetes. */
    @Test
    void help_and_options_load_no_cluster() {
        Sluice.Result result = sluice().withFlag("-Xlog:class+load:file=" + directory.resolve("classes"))
                .call("approval", "delegate", "r/g", "--to", "bob", "--for", "1h", "--until", "2026-12-01T00:00:00Z");
        assertThat(result.status()).isEqualTo(2);
        assertThat(directory.resolve("classes")).content().doesNotContain("io.fabric8", "dev.sluice.kubernetes");
    }

    private Sluice sluice() {
        return new Sluice(directory)
                .with("KUBECONFIG", "")
                .with("HOME", directory.toString())
                .withFlag("-Duser.home=" + directory);
    }
}
