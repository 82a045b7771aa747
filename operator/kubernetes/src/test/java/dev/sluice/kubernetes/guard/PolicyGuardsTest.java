package dev.sluice.kubernetes.guard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.schedule.Assurance;
import dev.sluice.kubernetes.fake.Resources;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntryBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBindingBuilder;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When names are proven: the policy and its binding are those that this operator relies upon, and have been for a while (F3). */
class PolicyGuardsTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final ApprovalPolicy EXPECTED =
            ApprovalPolicy.of("approvals", "system:serviceaccount:s:o", Set.of(), Resources.JSON);

    private ValidatingAdmissionPolicy policy = new ValidatingAdmissionPolicyBuilder(EXPECTED.policy())
            .editMetadata()
            .withUid("p")
            .withGeneration(3L)
            .withCreationTimestamp("2026-11-20T10:00:00Z")
            .endMetadata()
            .build();
    private ValidatingAdmissionPolicyBinding binding = new ValidatingAdmissionPolicyBindingBuilder(EXPECTED.binding())
            .editMetadata()
            .withUid("b")
            .withGeneration(1L)
            .withCreationTimestamp("2026-11-20T10:00:00Z")
            .endMetadata()
            .build();
    private Optional<ApprovalPolicy> expected = Optional.of(EXPECTED);

    private Guard guard(String namespace) {
        Policies found = new Policies() {
            @Override
            public Optional<ValidatingAdmissionPolicy> policy(String name) {
                return Optional.ofNullable(policy);
            }

            @Override
            public Optional<ValidatingAdmissionPolicyBinding> binding(String name) {
                return Optional.ofNullable(binding);
            }
        };
        return new PolicyGuards(expected, found, found, Set.of("ci"), Clock.fixed(NOW, ZoneOffset.UTC))
                .asked(namespace);
    }

    private void is(Assurance.Identity identity, String reason) {
        assertThat(guard("n").reason()).isEqualTo(reason);
        assertThat(guard("n").identity()).isEqualTo(identity);
    }

    @Test
    void thePolicyThatIsReliedUponProvesNames() {
        is(Assurance.Identity.PROVEN, "PolicyInPlace");
        assertThat(guard("n").seal()).contains(new Assurance.Seal("p", 3, "b", 1));
    }

    @Test
    void oneThatIsMissingDoesNot() {
        policy = null;
        is(Assurance.Identity.UNKNOWN, "PolicyMissing");
        assertThat(guard("n").message())
                .isEqualTo("there is no ValidatingAdmissionPolicy approvals: nobody can decide");
    }

    @Test
    void oneThatNothingBindsDoesNot() {
        binding = null;
        is(Assurance.Identity.UNKNOWN, "BindingMissing");
    }

    @Test
    void oneThatWasNeverInstalledDoesNot() {
        expected = Optional.empty();
        is(Assurance.Identity.UNKNOWN, "PolicyNotInstalled");
    }

    @Test
    void oneThatJudgesOtherwiseDoesNot() {
        policy = new ValidatingAdmissionPolicyBuilder(policy)
                .editSpec()
                .withFailurePolicy("Ignore")
                .endSpec()
                .build();
        is(Assurance.Identity.UNKNOWN, "PolicyDiffers");
    }

    @Test
    void oneThatIsBoundToAuditAloneDoesNot() {
        binding = new ValidatingAdmissionPolicyBindingBuilder(binding)
                .editSpec()
                .withValidationActions("Audit")
                .endSpec()
                .build();
        is(Assurance.Identity.UNKNOWN, "PolicyDiffers");
    }

    @Test
    void oneThatIsBoundToLessDoesNot() {
        ValidatingAdmissionPolicyBinding whole = binding;
        binding = new ValidatingAdmissionPolicyBindingBuilder(whole)
                .editSpec()
                .withNewParamRef()
                .withName("p")
                .withParameterNotFoundAction("Allow")
                .endParamRef()
                .endSpec()
                .build();
        is(Assurance.Identity.UNKNOWN, "PolicyDiffers");
        binding = new ValidatingAdmissionPolicyBindingBuilder(whole)
                .editSpec()
                .withNewMatchResources()
                .withNewNamespaceSelector()
                .addToMatchLabels("guarded", "yes")
                .endNamespaceSelector()
                .endMatchResources()
                .endSpec()
                .build();
        is(Assurance.Identity.UNKNOWN, "PolicyDiffers");
        binding = new ValidatingAdmissionPolicyBindingBuilder(whole)
                .editSpec()
                .addToAdditionalProperties("whatALaterKubernetesKnows", true)
                .endSpec()
                .build();
        is(Assurance.Identity.UNKNOWN, "PolicyDiffers");
    }

    @Test
    void oneThatIsAskedUnderConditionsDoesNot() {
        policy = new ValidatingAdmissionPolicyBuilder(policy)
                .editSpec()
                .addNewMatchCondition()
                .withName("never")
                .withExpression("false")
                .endMatchCondition()
                .endSpec()
                .build();
        is(Assurance.Identity.UNKNOWN, "PolicyDiffers");
    }

    @Test
    void oneThatHasJustBeenWrittenProvesNothingYet() {
        policy.getMetadata()
                .setManagedFields(List.of(
                        new ManagedFieldsEntryBuilder()
                                .withTime("2026-11-21T09:59:55Z")
                                .build(),
                        new ManagedFieldsEntryBuilder()
                                .withTime("2026-11-21T09:59:59Z")
                                .withSubresource("status")
                                .build()));
        is(Assurance.Identity.UNKNOWN, "PolicyJustChanged");
        assertThat(guard("n").settles()).contains(Instant.parse("2026-11-21T10:00:05Z"));
        assertThat(guard("n").seal()).isPresent();
    }

    @Test
    void whereTheAdministratorSaysSoNamesAreBelieved() {
        policy = null;
        assertThat(guard("ci").identity()).isEqualTo(Assurance.Identity.BELIEVED);
        assertThat(guard("ci").message())
                .isEqualTo("anybody can decide in any name, which the administrator allows in namespace ci:"
                        + " there is no ValidatingAdmissionPolicy approvals");
    }

    @Test
    void itIsOfTheNamespacesThatAreWatched() {
        ApprovalPolicy some = ApprovalPolicy.of("approvals", "a", Set.of("b", "a"), Resources.JSON);
        assertThat(some.policy()
                        .getSpec()
                        .getMatchConstraints()
                        .getNamespaceSelector()
                        .getMatchExpressions()
                        .get(0)
                        .getValues())
                .containsExactly("a", "b");
        assertThat(some.is(policy, binding)).isFalse();
    }
}
