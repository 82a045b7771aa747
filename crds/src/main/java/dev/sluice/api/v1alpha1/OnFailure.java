package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a failed step does to its run. */
public enum OnFailure {
    @JsonProperty("Halt")
    HALT,
    @JsonProperty("Continue")
    CONTINUE,
    @JsonProperty("Rollback")
    ROLLBACK
}
