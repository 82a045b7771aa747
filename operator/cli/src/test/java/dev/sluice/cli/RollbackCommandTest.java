package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** C7: a person asks for a rollback, and is told what to mend where it can't be asked for. */
class RollbackCommandTest {

    @TempDir
    Path directory;

    @Test
    void where_to_go_back_to_has_to_be_said() {
        Sluice.Result result = new Sluice(directory).call("rollback", "shop-1");

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).contains("'--to=STEP'");
    }

    /** A run is of this machine unless it is said to be elsewhere: nobody asks a cluster that was not named. */
    @Test
    void no_cluster_is_asked_unless_it_is_meant() {
        for (String[] command : new String[][] {{"rollback", "shop-1", "--to", "deploy"}, {"rerun", "shop-1"}}) {
            Sluice.Result result = new Sluice(directory)
                    .withFlag("-Xlog:class+load:file=" + directory.resolve("classes"))
                    .call(command);

            assertThat(result.status()).isEqualTo(2);
            assertThat(result.err())
                    .startsWith("sluice: no run \"shop-1\" here")
                    .contains("a run in a cluster is meant by --cluster or -n NAMESPACE");
            assertThat(directory.resolve("classes")).content().doesNotContain("io.fabric8", "dev.sluice.kubernetes");
        }
        Sluice.Result waiting = new Sluice(directory).call("rerun", "shop-1", "--wait");
        assertThat(waiting.status()).isEqualTo(2);
        assertThat(waiting.err()).contains("--wait goes with a run in a cluster");
    }

    @Test
    void a_cluster_that_does_not_answer_is_said_in_one_line() throws IOException {
        Path config = new Sluice(directory).kubeconfigOfNobody();
        Sluice.Result context =
                new Sluice(directory).call("rerun", "shop-1", "--kubeconfig", config.toString(), "--context", "y");
        assertThat(context.status()).isEqualTo(2);
        assertThat(context.err())
                .startsWith("sluice: no context \"y\" in your kubeconfig")
                .contains("there are x");
        Sluice.Result missing = new Sluice(directory).call("rerun", "shop-1", "--kubeconfig", "nowhere");
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.err()).isEqualTo("sluice: there is no kubeconfig nowhere\n");
        for (String[] command : new String[][] {
            {"rollback", "shop-1", "--to", "deploy", "--kubeconfig", config.toString()},
            {"rerun", "shop-1", "--kubeconfig", config.toString(), "-n", "elsewhere"}
        }) {
            Sluice.Result result = new Sluice(directory).call(command);

            assertThat(result.status()).as(result.err()).isEqualTo(2);
            assertThat(result.errLines()).singleElement().satisfies(line -> assertThat(line)
                    .startsWith("sluice: the cluster at http://127.0.0.1:9/ can't be asked: it does not answer"));
        }
    }
}
