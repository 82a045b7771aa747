package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Steps are chosen of a run on this machine; who tries it in a cluster is told the way there is (E3). */
class MisplacedTest {

    @TempDir
    Path directory;

    @Test
    void a_choice_of_steps_and_a_cluster_do_not_go_together_in_silence() {
        Sluice.Result run = new Sluice(directory).call("run", "--only", "a", "-n", "shop");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines())
                .startsWith("sluice: Unknown option: '-n'")
                .anyMatch(line -> line.startsWith("sluice run is about a file here. In a cluster: sluice convert"));
        Sluice.Result rerun = new Sluice(directory).call("rerun", "shop-1", "--only=a", "-n", "shop");
        assertThat(rerun.status()).isEqualTo(2);
        assertThat(rerun.err()).contains("sluice rerun RUN --step STEP runs a step again");
    }

    @Test
    void nothing_is_said_where_nothing_is_misplaced() {
        assertThat(Misplaced.hint("run", List.of("--spwan"))).isEmpty();
        assertThat(Misplaced.hint("logs", List.of("-x"))).isEmpty();
    }
}
