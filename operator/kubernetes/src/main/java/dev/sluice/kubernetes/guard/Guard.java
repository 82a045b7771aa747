package dev.sluice.kubernetes.guard;

import dev.sluice.core.schedule.Assurance;
import java.time.Instant;
import java.util.Optional;

/**
 * How far names at the gates of a namespace can be believed, and why.
 *
 * @param reason one word for programs; {@code message} for people
 * @param since when what proves names last changed: who said something before could have said it in any name
 * @param settles when that has reached every API server
 */
public record Guard(
        Assurance.Identity identity,
        Optional<Assurance.Seal> seal,
        String reason,
        String message,
        Optional<Instant> since,
        Optional<Instant> settles) {

    /** Nothing proves names, and nobody need be told why not. */
    public static Guard unproven(Assurance.Identity identity, String reason, String message) {
        return new Guard(identity, Optional.empty(), reason, message, Optional.empty(), Optional.empty());
    }

    public boolean proves() {
        return identity == Assurance.Identity.PROVEN;
    }
}
