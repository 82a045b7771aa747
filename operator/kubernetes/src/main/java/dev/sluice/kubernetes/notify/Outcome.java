package dev.sluice.kubernetes.notify;

import java.time.Instant;
import java.util.Optional;

/**
 * What came of telling a channel something, all attempts together.
 *
 * @param error why it was given up; absent: it was told. Holds nothing of the channel's configuration, and nothing a receiver said
 */
public record Outcome(Instant time, Optional<String> error) {}
