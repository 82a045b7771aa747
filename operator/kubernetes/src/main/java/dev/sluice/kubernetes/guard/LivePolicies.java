package dev.sluice.kubernetes.guard;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** From the API server itself, with who wrote them when, which the operator's client leaves out elsewhere. */
public record LivePolicies(KubernetesClient client) implements Policies {

    private static final String GROUP = "/apis/admissionregistration.k8s.io/v1/";

    @Override
    public Optional<ValidatingAdmissionPolicy> policy(String name) {
        return read(GROUP + "validatingadmissionpolicies/" + name, ValidatingAdmissionPolicy.class);
    }

    @Override
    public Optional<ValidatingAdmissionPolicyBinding> binding(String name) {
        return read(GROUP + "validatingadmissionpolicybindings/" + name, ValidatingAdmissionPolicyBinding.class);
    }

    private <T extends HasMetadata> Optional<T> read(String path, Class<T> type) {
        return Optional.ofNullable(client.raw(path)).map(text -> {
            KubernetesSerialization json = client.getKubernetesSerialization();
            T object = json.unmarshal(text, type);
            object.getMetadata().setManagedFields(managed(json.unmarshal(text, JsonNode.class)));
            return object;
        });
    }

    private static List<ManagedFieldsEntry> managed(JsonNode object) {
        List<ManagedFieldsEntry> entries = new ArrayList<>();
        for (JsonNode entry : object.at("/metadata/managedFields")) {
            if (entry.hasNonNull("time")) {
                entries.add(new ManagedFieldsEntryBuilder()
                        .withTime(entry.get("time").asText())
                        .withSubresource(entry.path("subresource").asText(""))
                        .build());
            }
        }
        return entries;
    }
}
