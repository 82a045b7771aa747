package dev.sluice.kubernetes.guard;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The admission policy that this version of the operator relies upon, and its binding. The chart installs the same text.
 *
 * @param name of both
 */
public record ApprovalPolicy(String name, ValidatingAdmissionPolicy policy, ValidatingAdmissionPolicyBinding binding) {

    private static final String TEXT = "/approval-policy.yaml";

    /**
     * @param account the operator's own, as the API server knows it
     * @param namespaces that it watches; none: all
     */
    public static ApprovalPolicy of(
            String name, String account, Set<String> namespaces, KubernetesSerialization serialization) {
        String[] documents = text().replace("@NAME@", name)
                .replace("@ACCOUNT@", account)
                .replace("@NAMESPACES@", selector(namespaces))
                .split("(?m)^---\n");
        return new ApprovalPolicy(
                name,
                serialization.unmarshal(documents[0], ValidatingAdmissionPolicy.class),
                serialization.unmarshal(documents[1], ValidatingAdmissionPolicyBinding.class));
    }

    /** Whether those that were found judge as this one does. */
    boolean is(ValidatingAdmissionPolicy found, ValidatingAdmissionPolicyBinding foundBinding) {
        return policy.getSpec().equals(found.getSpec()) && binding.getSpec().equals(foundBinding.getSpec());
    }

    private static String selector(Set<String> namespaces) {
        return namespaces.isEmpty()
                ? "{}"
                : new TreeSet<>(namespaces)
                        .stream()
                                .collect(Collectors.joining(
                                        "\",\"",
                                        "{\"matchExpressions\":[{\"key\":\"kubernetes.io/metadata.name\",\"operator\":\"In\",\"values\":[\"",
                                        "\"]}]}"));
    }

    private static String text() {
        try (InputStream in = ApprovalPolicy.class.getResourceAsStream(TEXT)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
