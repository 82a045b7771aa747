package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** The admission policy that guards a gate. */
@ApiType
public record GatePolicy(
        @JsonPropertyDescription("UID of the ValidatingAdmissionPolicy. Not yet supported.") String uid,
        @JsonPropertyDescription("Its generation. Not yet supported.") Long generation,
        @JsonPropertyDescription("UID of its binding. Not yet supported.") String bindingUid,
        @JsonPropertyDescription("The binding's generation. Not yet supported.") Long bindingGeneration) {}
