package dev.sluice.kubernetes.ask;

import dev.sluice.kubernetes.gate.Caller;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Who the caller is, and what they may. */
final class CallersRights {

    private static final String WHO_AM_I = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

    private final KubernetesClient client;
    private final String namespace;
    private final Inquiry inquiry;

    CallersRights(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
        this.inquiry = new Inquiry(client);
    }

    /** The caller's name, as the API server knows it; absent where it does not say. */
    Optional<String> caller() {
        return whoAmI().map(Caller::name);
    }

    /** The caller, as the API server knows them; absent where it does not say. */
    Optional<Caller> whoAmI() {
        try {
            String answer = client.raw(
                    WHO_AM_I, "POST", Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "SelfSubjectReview"));
            Map<?, ?> review = client.getKubernetesSerialization().unmarshal(answer, Map.class);
            return review.get("status") instanceof Map<?, ?> status
                            && status.get("userInfo") instanceof Map<?, ?> user
                            && user.get("username") instanceof String name
                    ? Optional.of(new Caller(name, groups(user.get("groups"))))
                    : Optional.empty();
        } catch (KubernetesClientException | NullPointerException e) {
            return Optional.empty(); // an older API server, or one that keeps it to itself
        }
    }

    private static Set<String> groups(Object groups) {
        return groups instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.toSet())
                : Set.of();
    }

    /** Whether the caller may, as the API server says (SelfSubjectAccessReview). */
    boolean may(String verb, String group, String resource) throws Refused {
        SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withVerb(verb)
                .withGroup(group)
                .withResource(resource)
                .endResourceAttributes()
                .endSpec()
                .build();
        return inquiry.ask(() -> client.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(review)
                .getStatus()
                .getAllowed());
    }
}
