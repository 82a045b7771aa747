package dev.sluice.kubernetes.guard;

import dev.sluice.core.schedule.Assurance;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The API server's admission policy proves names, if it is there, is the one this operator relies upon, and has been for a while. */
public final class PolicyGuards implements Guards {

    /** Why names are believed that nothing proves: an administrator said so. */
    public static final String UNVERIFIED_ALLOWED = "UnverifiedAllowed";

    /** API servers look for policies every second; this is for those that are slow. */
    static final Duration SETTLES = Duration.ofSeconds(10);

    private static final String NOBODY = ": nobody can decide";

    private final Optional<ApprovalPolicy> expected;
    private final Policies informed;
    private final Policies live;
    private final Set<String> unverified;
    private final Clock clock;

    /**
     * @param expected absent: none is installed with this operator
     * @param unverified namespaces in which names are believed without proof
     */
    public PolicyGuards(
            Optional<ApprovalPolicy> expected, Policies informed, Policies live, Set<String> unverified, Clock clock) {
        this.expected = expected;
        this.informed = informed;
        this.live = live;
        this.unverified = Set.copyOf(unverified);
        this.clock = clock;
    }

    @Override
    public Guard known(String namespace) {
        return guard(namespace, informed);
    }

    @Override
    public Guard asked(String namespace) {
        return guard(namespace, live);
    }

    private Guard guard(String namespace, Policies policies) {
        Guard guard = guard(policies);
        return guard.proves() || !unverified.contains(namespace)
                ? guard
                : Guard.unproven(
                        Assurance.Identity.BELIEVED,
                        UNVERIFIED_ALLOWED,
                        "anybody can decide in any name, which the administrator allows in namespace " + namespace
                                + ": " + guard.message().replace(NOBODY, ""));
    }

    private Guard guard(Policies policies) {
        if (expected.isEmpty()) {
            return closed("PolicyNotInstalled", "the operator was installed without an admission policy");
        }
        String name = expected.get().name();
        Optional<ValidatingAdmissionPolicy> policy = policies.policy(name);
        Optional<ValidatingAdmissionPolicyBinding> binding = policies.binding(name);
        if (policy.isEmpty()) {
            return closed("PolicyMissing", "there is no ValidatingAdmissionPolicy " + name);
        }
        if (binding.isEmpty()) {
            return closed("BindingMissing", "there is no ValidatingAdmissionPolicyBinding " + name);
        }
        if (!expected.get().is(policy.get(), binding.get())) {
            return closed(
                    "PolicyDiffers",
                    "the ValidatingAdmissionPolicy " + name
                            + " or its binding is not the one of this operator's version");
        }
        Instant since = changed(policy.get()).compareTo(changed(binding.get())) > 0
                ? changed(policy.get())
                : changed(binding.get());
        return proven(policy.get(), binding.get(), since);
    }

    private Guard proven(ValidatingAdmissionPolicy policy, ValidatingAdmissionPolicyBinding binding, Instant since) {
        Assurance.Seal seal = new Assurance.Seal(
                policy.getMetadata().getUid(),
                policy.getMetadata().getGeneration(),
                binding.getMetadata().getUid(),
                binding.getMetadata().getGeneration());
        Instant settled = since.plus(SETTLES);
        boolean fresh = clock.instant().isBefore(settled);
        return new Guard(
                fresh ? Assurance.Identity.UNKNOWN : Assurance.Identity.PROVEN,
                Optional.of(seal),
                fresh ? "PolicyJustChanged" : "PolicyInPlace",
                fresh
                        ? "the ValidatingAdmissionPolicy has just been changed: decisions are taken from " + settled
                                + " on"
                        : "the API server lets people decide in their own name alone",
                Optional.of(since),
                fresh ? Optional.of(settled) : Optional.empty());
    }

    private static Guard closed(String reason, String message) {
        return Guard.unproven(Assurance.Identity.UNKNOWN, reason, message + NOBODY);
    }

    /** When its spec, at the latest, was what it is. */
    private static Instant changed(HasMetadata object) {
        Stream<String> written = object.getMetadata().getManagedFields() == null
                ? Stream.of()
                : object.getMetadata().getManagedFields().stream()
                        .filter(entry -> entry.getSubresource() == null
                                || entry.getSubresource().isEmpty())
                        .map(ManagedFieldsEntry::getTime)
                        .filter(time -> time != null);
        return Stream.concat(Stream.of(object.getMetadata().getCreationTimestamp()), written)
                .map(Instant::parse)
                .max(Instant::compareTo)
                .orElseThrow();
    }
}
