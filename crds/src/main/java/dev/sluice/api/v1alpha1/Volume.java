package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;

/** A volume as working place. */
@ApiType
@ValidationRule(
        value = "!has(self.claim) || !(has(self.size) || has(self.storageClass))",
        message = "claim excludes size and storageClass: the claim has both already")
@ValidationRule(
        value = "!has(self.claim) || !has(self.scope) || self.scope == 'Run'",
        message = "claim excludes scope: Job: it is one volume, and all jobs would share it")
public record Volume(
        @JsonPropertyDescription("Run (default): all jobs of a run share one. Job: each has its own.") @Default("Run")
                Scope scope,
        @JsonPropertyDescription(
                        "How large the volume is, as a Kubernetes quantity, e.g. 1Gi. Absent: 1Gi; with scope Job and no storageClass an emptyDir of the "
                                + "node.")
                @Size(max = 32)
                @Pattern(Bounds.QUANTITY)
                String size,
        @JsonPropertyDescription("Name of the StorageClass. Absent: the cluster's default.")
                @Size(min = 1, max = 253)
                @Pattern(Bounds.SUBDOMAIN)
                String storageClass,
        @JsonPropertyDescription(
                        "Name of a PersistentVolumeClaim there is, to use in place of a new one; excludes size and "
                                + "storageClass. Runs that share one must exclude one another.")
                @Size(min = 1, max = 253)
                @Pattern(Bounds.SUBDOMAIN)
                String claim) {

    /** Who shares the volume. */
    public enum Scope {
        @JsonProperty("Run")
        RUN,
        @JsonProperty("Job")
        JOB
    }
}
