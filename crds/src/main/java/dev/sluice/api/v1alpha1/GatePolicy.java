package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The admission policy that guards a gate. */
@ApiType
public record GatePolicy(
        @JsonPropertyDescription("UID of the ValidatingAdmissionPolicy.") String uid,
        @JsonPropertyDescription("Its generation.") Long generation,
        @JsonPropertyDescription("UID of its binding.") String bindingUid,
        @JsonPropertyDescription("The binding's generation.") Long bindingGeneration) {}
