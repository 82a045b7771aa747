package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonProperty;

/** Who goes first once a concurrency group has room. */
public enum ConcurrencyMethod {
    @JsonProperty("Ordered")
    ORDERED,
    @JsonProperty("Eager")
    EAGER
}
