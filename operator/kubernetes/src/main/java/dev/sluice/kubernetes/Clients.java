package dev.sluice.kubernetes;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.kubernetes.measure.ApiRequests;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;

/** The client of the API server: counted, and without what nobody here reads. */
final class Clients {

    /** A broken API server is tried again by the framework, with a longer breath; here only a dropped connection is worth it. */
    private static final int TRIES_AGAIN = 2;

    private Clients() {}

    static KubernetesClient client(ApiRequests requests) {
        Config config = Config.autoConfigure(null);
        config.setRequestRetryBackoffLimit(TRIES_AGAIN);
        return new KubernetesClientBuilder()
                .withConfig(config)
                .withKubernetesSerialization(serialization())
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("sluice-requests", requests))
                .build();
    }

    static KubernetesSerialization serialization() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.addMixIn(ObjectMeta.class, NoManagedFields.class);
        return new KubernetesSerialization(mapper, false);
    }

    /** Who wrote which field is half of many objects; it is skipped as they are read. */
    @JsonIgnoreProperties("managedFields")
    private interface NoManagedFields {}
}
