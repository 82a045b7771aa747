package dev.sluice.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.Retry;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RoundTripTest {
    private final KubernetesSerialization serialization = new KubernetesSerialization();

    @Test
    void nothingOfACompletePipelineIsLost() {
        assertThat(writtenAgain("pipeline.yaml", Pipeline.class)).isEqualTo(tree("pipeline.yaml"));
    }

    @Test
    void nothingOfACompleteRunIsLost() {
        assertThat(writtenAgain("pipelinerun.yaml", PipelineRun.class)).isEqualTo(tree("pipelinerun.yaml"));
    }

    @Test
    void anEmptyListIsNotAnAbsentOne() {
        var steps = serialization
                .unmarshal(text("pipeline.yaml"), Pipeline.class)
                .getSpec()
                .steps();
        assertThat(steps.get(0).dependsOn()).isEmpty();
        assertThat(steps.get(2).dependsOn()).isNull();
    }

    @Test
    void whatALaterVersionAddedIsIgnored() {
        assertThat(serialization.unmarshal("--- {limit: 2, jitter: 1s}", Retry.class))
                .isEqualTo(new Retry(2, null, null, null));
    }

    private JsonNode writtenAgain(String resource, Class<?> type) {
        return serialization.unmarshal(
                serialization.asYaml(serialization.unmarshal(text(resource), type)), JsonNode.class);
    }

    private JsonNode tree(String resource) {
        return serialization.unmarshal(text(resource), JsonNode.class);
    }

    private static String text(String resource) {
        try (var in = RoundTripTest.class.getResourceAsStream("/" + resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
