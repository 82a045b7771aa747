package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a step, a target or a rollback stands. Those past the six of today (Pending, Running, Succeeded, Failed, Skipped, Cancelled) are for later. */
public enum State {
    @JsonProperty("Pending")
    PENDING,
    @JsonProperty("Queued")
    QUEUED,
    @JsonProperty("Running")
    RUNNING,
    @JsonProperty("WaitingApproval")
    WAITING_APPROVAL,
    @JsonProperty("Succeeded")
    SUCCEEDED,
    @JsonProperty("SoftFailed")
    SOFT_FAILED,
    @JsonProperty("Partial")
    PARTIAL,
    @JsonProperty("Failed")
    FAILED,
    @JsonProperty("Skipped")
    SKIPPED,
    @JsonProperty("Cancelled")
    CANCELLED,
    @JsonProperty("RolledBack")
    ROLLED_BACK
}
