package dev.sluice.kubernetes.ask;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import java.util.List;

/** Whether a cluster has what Sluice needs, and the caller the rights (E2). */
public final class HealthQuestion {

    private static final String GROUP = "sluice.dev";

    private final CallersCluster cluster;

    public HealthQuestion(CallersCluster cluster) {
        this.cluster = cluster;
    }

    /** Whether approvals are guarded; unknown where the caller may not look. */
    public enum Policy {
        INSTALLED,
        MISSING,
        UNKNOWN
    }

    public String server() throws Refused {
        return cluster.version();
    }

    public boolean installed() throws Refused {
        return cluster.hasGroup(GROUP);
    }

    /** Not where the caller may not look: it may be there. */
    public boolean lacksNamespace() {
        return cluster.lacksNamespace();
    }

    /** With a run, in the namespace. */
    public boolean may(String verb) throws Refused {
        return cluster.rights().may(verb, GROUP, "pipelineruns");
    }

    /** The one that judges PipelineRuns, and a binding of it; whether it is the right one the operator says. */
    public Policy policy() {
        try {
            List<String> policies = cluster.listAll(ValidatingAdmissionPolicy.class).stream()
                    .filter(policy -> policy.getSpec().getMatchConstraints().getResourceRules().stream()
                            .anyMatch(rule -> rule.getApiGroups().contains(GROUP)))
                    .map(policy -> policy.getMetadata().getName())
                    .toList();
            boolean bound = cluster.listAll(ValidatingAdmissionPolicyBinding.class).stream()
                    .anyMatch(binding -> policies.contains(binding.getSpec().getPolicyName()));
            return bound ? Policy.INSTALLED : Policy.MISSING;
        } catch (Refused e) {
            return Policy.UNKNOWN;
        }
    }
}
