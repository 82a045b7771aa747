package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people read of a run's decisions, from a file as kubectl tells it (C5, F3). */
class ApprovalAuditCommandTest {

    static final String RUN = decidedRun();

    @TempDir
    Path directory;

    /** The one that the audit itself is tested with. */
    private static String decidedRun() {
        try {
            return Files.readString(Path.of("../kubernetes/src/test/resources/decided-run.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Sluice.Result audit(String run) {
        Sluice sluice = new Sluice(directory);
        sluice.file("run.yaml", run);
        return sluice.call("approval", "audit", "-f", "run.yaml");
    }

    @Test
    void who_decided_what_and_that_it_holds_together() {
        Sluice.Result result = audit(RUN);
        assertThat(result.outLines())
                .containsExactly(
                        "release  Approved  since 2026-11-21T10:00:00Z  sha256:1",
                        "  1  2026-11-21T10:01:00Z  alice  Approve  \"LGTM\"",
                        "  2  2026-11-21T10:02:00.500Z  bob  Approve",
                        "  holds together: 2 decisions");
        assertThat(result.status()).isZero();
    }

    @Test
    void what_was_changed_is_named_and_fails() {
        Sluice.Result result = audit(RUN.replace("person: alice", "person: carol"));
        assertThat(result.out()).contains("FAULT  decision 2 does not carry the hash of what was before it");
        assertThat(result.status()).isEqualTo(1);
    }

    @Test
    void a_comment_does_not_command_the_terminal() {
        // Clears the line before it, and turns the reading direction.
        Sluice.Result result = audit(RUN.replace("comment: LGTM", "comment: \"no\\e[2K\\r\\u202Eyes\""));
        assertThat(result.out()).contains("alice  Approve  \"no?[2K??yes\"");
    }

    @Test
    void what_is_no_run_is_the_users_error() {
        Sluice.Result result = audit("kind: Pod\nmetadata: {name: p}\n");
        assertThat(result.err()).contains("run.yaml holds no PipelineRun");
        assertThat(result.status()).isEqualTo(2);
    }

    @Test
    void for_programs_and_by_the_name_it_had_before() {
        Sluice sluice = new Sluice(directory);
        sluice.file("run.yaml", RUN.replace("person: alice", "person: carol"));
        Sluice.Result result = sluice.call("approvals", "audit", "--json", "-f", "run.yaml");
        assertThat(result.out())
                .contains("\"gate\" : \"release\"", "\"holdsTogether\" : false", "\"person\" : \"carol\"");
        assertThat(result.status()).isEqualTo(1);
    }
}
