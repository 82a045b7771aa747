package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Where a run stands. */
public enum Phase {
    @JsonProperty("Pending")
    PENDING,
    @JsonProperty("Running")
    RUNNING,
    @JsonProperty("WaitingApproval")
    WAITING_APPROVAL,
    @JsonProperty("RollingBack")
    ROLLING_BACK,
    @JsonProperty("Succeeded")
    SUCCEEDED,
    @JsonProperty("Partial")
    PARTIAL,
    @JsonProperty("Failed")
    FAILED,
    @JsonProperty("Cancelled")
    CANCELLED
}
