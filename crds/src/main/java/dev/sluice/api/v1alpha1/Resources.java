package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/** Compute resources of a job, as a container has them. */
@ApiType
public record Resources(
        @JsonPropertyDescription("What a job is sure to get, by resource, e.g. cpu: 500m; at most 16.") @Size(max = 16)
                Map<String, Quantity> requests,
        @JsonPropertyDescription("What a job may use at most, by resource, e.g. memory: 1Gi; at most 16.")
                @Size(max = 16)
                Map<String, Quantity> limits) {}
