package dev.sluice.kubernetes.upload;

import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.authentication.TokenReview;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewBuilder;
import io.fabric8.kubernetes.api.model.authentication.TokenReviewStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real one. */
public final class ApiAccess implements Access {

    private static final String ACCOUNT = "system:serviceaccount:";
    private static final String POD_NAME = "authentication.kubernetes.io/pod-name";
    private static final String POD_UID = "authentication.kubernetes.io/pod-uid";

    private final KubernetesClient client;

    public ApiAccess(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public Optional<Caller> caller(String token) {
        TokenReview question = new TokenReviewBuilder()
                .withNewSpec()
                .withToken(token)
                .withAudiences(UploadDesk.AUDIENCE)
                .endSpec()
                .build();
        return caller(client.tokenReviews().create(question).getStatus());
    }

    static Optional<Caller> caller(TokenReviewStatus answer) {
        if (answer == null
                || !Boolean.TRUE.equals(answer.getAuthenticated())
                || answer.getAudiences() == null
                || !answer.getAudiences().contains(UploadDesk.AUDIENCE)
                || answer.getUser() == null) {
            return Optional.empty();
        }
        Map<String, List<String>> extra = answer.getUser().getExtra() == null
                ? Map.of()
                : answer.getUser().getExtra();
        String[] account = answer.getUser().getUsername().startsWith(ACCOUNT)
                ? answer.getUser().getUsername().substring(ACCOUNT.length()).split(":")
                : new String[0];
        List<String> pod = extra.getOrDefault(POD_NAME, List.of());
        List<String> uid = extra.getOrDefault(POD_UID, List.of());
        return account.length == 2 && pod.size() == 1 && uid.size() == 1
                ? Optional.of(new Caller(account[0], pod.get(0), uid.get(0)))
                : Optional.empty();
    }

    /** By a list, for which there is a right already. */
    @Override
    public Optional<PodTemplate> agent(String namespace, String name) {
        return client
                .resources(PodTemplate.class)
                .inNamespace(namespace)
                .withField("metadata.name", name)
                .list()
                .getItems()
                .stream()
                .findFirst();
    }
}
