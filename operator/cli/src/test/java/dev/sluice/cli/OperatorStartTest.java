package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.override.AllowList;
import dev.sluice.kubernetes.OperatorSettings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperatorStartTest {

    private final OperatorCommand command = new OperatorCommand();

    @Test
    void without_anything_it_watches_all_namespaces_alone() {
        assertThat(settings(Map.of())).isEqualTo(OperatorSettings.DEFAULT);
    }

    @Test
    void the_charts_environment_is_understood() {
        OperatorSettings settings = settings(Map.of(
                "SLUICE_NAMESPACES", "a, b",
                "SLUICE_LEADER_ELECTION", "true",
                "POD_NAMESPACE", "ns",
                "POD_NAME", "sluice-1",
                "SLUICE_PORT", "9000"));
        assertThat(settings.namespaces()).containsExactlyInAnyOrder("a", "b");
        assertThat(settings.leaderElection()).contains(new OperatorSettings.LeaderElection("ns", "sluice-1"));
        assertThat(settings.port()).isEqualTo(9000);
    }

    @Test
    void uploads_over_http_need_a_url() {
        assertThat(settings(Map.of("SLUICE_UPLOAD_URL", "")).uploads()).isEmpty();
        assertThat(settings(Map.of("SLUICE_UPLOAD_URL", "http://u/upload")).uploads())
                .contains(new OperatorSettings.UploadService(8081, "http://u/upload"));
        assertThat(settings(Map.of("SLUICE_UPLOAD_URL", "http://u/upload", "SLUICE_UPLOAD_PORT", "1"))
                        .uploads())
                .contains(new OperatorSettings.UploadService(1, "http://u/upload"));
    }

    @Test
    void what_runs_may_override_is_the_charts_value_as_json() {
        String chart = "{\"environment\":[\"LOG_*\"],\"steps\":{\"environment\":[],\"images\":[],\"timeout\":\"\"}}";
        assertThat(settings(Map.of("SLUICE_OVERRIDES", chart)).overrides())
                .isEqualTo(new AllowList(List.of("LOG_*"), List.of(), List.of(), Optional.empty()));
        assertThatThrownBy(() -> settings(Map.of("SLUICE_OVERRIDES", "{volumes: [a]}")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("sluice: SLUICE_OVERRIDES: overrides.volumes: unknown field");
    }

    @Test
    void the_image_with_git_may_be_another() {
        assertThat(settings(Map.of("SLUICE_GIT_IMAGE", "git:1")).gitImage()).isEqualTo("git:1");
        assertThat(settings(Map.of("SLUICE_GIT_IMAGE", "")).gitImage()).isEqualTo(OperatorSettings.GIT_IMAGE);
    }

    @Test
    void options_win() {
        command.namespaces = List.of("c");
        command.port = Optional.of(1);
        OperatorSettings settings = settings(Map.of("SLUICE_NAMESPACES", "a", "SLUICE_PORT", "9000"));
        assertThat(settings.namespaces()).containsExactly("c");
        assertThat(settings.port()).isEqualTo(1);
    }

    @Test
    void leader_election_says_what_it_needs() {
        command.leaderElection = true;
        assertThatThrownBy(() -> settings(Map.of()))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("POD_NAME");
    }

    @Test
    void a_port_that_is_none() {
        assertThatThrownBy(() -> settings(Map.of("SLUICE_PORT", "http")))
                .hasMessage("sluice: port http: must be a number from 0 to 65535");
    }

    private OperatorSettings settings(Map<String, String> environment) {
        return OperatorStart.settings(command, environment);
    }
}
