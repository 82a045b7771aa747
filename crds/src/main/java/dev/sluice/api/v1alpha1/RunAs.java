package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What the first attempts of a step become: bare Pods, or one Indexed {@code batch/v1} Job. */
public enum RunAs {
    @JsonProperty("Pod")
    POD,
    @JsonProperty("Job")
    JOB
}
