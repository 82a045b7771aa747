package dev.sluice.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineRun;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.WatchEvent;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClientsTest {

    private final KubernetesSerialization serialization = Clients.serialization();

    @ParameterizedTest
    @ValueSource(
            classes = {
                Pod.class,
                PodTemplate.class,
                Job.class,
                ControllerRevision.class,
                Pipeline.class,
                PipelineRun.class
            })
    void whatAWatchBringsIsReadAsWhatItIs(Class<? extends HasMetadata> type) {
        String event =
                """
                {"type": "ADDED", "object": {"apiVersion": "%s", "kind": "%s", "metadata": {"name": "x"}}}"""
                        .formatted(HasMetadata.getApiVersion(type), HasMetadata.getKind(type));
        assertThat(serialization.unmarshal(event, WatchEvent.class).getObject()).isInstanceOf(type);
    }

    /** A watch that is too old ends with a Status; one that is not known as such never begins anew. */
    @Test
    void theEndOfAWatchIsAStatus() {
        String event =
                """
                {"type": "ERROR", "object": {"apiVersion": "v1", "kind": "Status", "code": 410, "reason": "Expired"}}""";
        assertThat(serialization.unmarshal(event, WatchEvent.class).getObject()).isInstanceOf(Status.class);
    }

    @Test
    void whoWroteWhichFieldIsSkipped() {
        Pod pod = serialization.unmarshal(
                """
                {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "x", "managedFields": [{"manager": "m"}]}}""",
                Pod.class);
        assertThat(pod.getMetadata().getManagedFields()).isEmpty();
    }
}
