package dev.sluice.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.measure.ApiRequests;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.KubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.List;
import java.util.Optional;

/** The client of the API server: counted, and without what nobody here reads. */
public final class Clients {

    /** A broken API server is tried again by the framework, with a longer breath; here only a dropped connection is worth it. */
    private static final int TRIES_AGAIN = 2;

    /**
     * What is read. The search for all of Kubernetes' kinds takes a second at the start; a kind that is not known is read twice, and an
     * unknown Status keeps a watch from beginning anew.
     */
    private static final List<Class<? extends KubernetesResource>> KINDS = List.of(
            Pipeline.class,
            PipelineRun.class,
            Pod.class,
            PodTemplate.class,
            Job.class,
            ControllerRevision.class,
            Lease.class,
            ValidatingAdmissionPolicy.class,
            ValidatingAdmissionPolicyBinding.class,
            Event.class,
            Status.class);

    private Clients() {}

    static KubernetesClient client(ApiRequests requests) {
        return builder(Config.autoConfigure(null))
                .withHttpClientFactory(new CheapCiphers())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("sluice-requests", requests))
                .build();
    }

    /**
     * Of a person, with that person's rights.
     *
     * @param context of the kubeconfig; absent: the current one
     */
    public static KubernetesClient ofCaller(Optional<String> context) {
        Config config = Config.autoConfigure(context.orElse(null));
        // An API server ends an HTTP/2 connection of somebody it does not know, and the JDK's client then tells of that
        // instead of the 401.
        config.setHttp2Disable(true);
        return builder(config).build();
    }

    private static KubernetesClientBuilder builder(Config config) {
        config.setRequestRetryBackoffLimit(TRIES_AGAIN);
        return new KubernetesClientBuilder().withConfig(config).withKubernetesSerialization(serialization());
    }

    static KubernetesSerialization serialization() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.addMixIn(ObjectMeta.class, NoManagedFields.class);
        KubernetesSerialization serialization = new KubernetesSerialization(mapper, false);
        KINDS.forEach(serialization::registerKubernetesResource);
        return serialization;
    }

    /** Who wrote which field is half of many objects; it is skipped as they are read. */
    @JsonIgnoreProperties("managedFields")
    private interface NoManagedFields {}
}
