package dev.sluice.kubernetes.guard;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import java.util.Optional;

/** Where the admission policy and its binding are read. */
public interface Policies {

    Optional<ValidatingAdmissionPolicy> policy(String name);

    Optional<ValidatingAdmissionPolicyBinding> binding(String name);
}
