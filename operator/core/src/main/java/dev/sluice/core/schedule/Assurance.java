package dev.sluice.core.schedule;

import java.util.Optional;

/**
 * What is known of those who decide at a run's gates, and of what they decide on.
 *
 * @param identity how far names can be believed
 * @param run unique for ever: where the chains of decisions begin
 * @param startedBy who started the run, proven as far as names are; absent: nobody says
 * @param digest of all that is run; empty: it can't change
 * @param seal what proves names, in this very version; absent: nothing does
 */
public record Assurance(Identity identity, String run, Optional<String> startedBy, String digest, Optional<Seal> seal) {

    /** How far names can be believed. */
    public enum Identity {
        /** Who writes a name is who is called so. */
        PROVEN,
        /** Nobody proves names, and that is allowed. */
        BELIEVED,
        /** Nobody proves names: nobody can decide. */
        UNKNOWN,
        /** One person has it all in hand, as on a laptop: whoever is asked decides alone. */
        ALONE
    }

    /** The admission policy and its binding: another one, or another version, is another seal. */
    public record Seal(String policy, long generation, String binding, long bindingGeneration) {}

    public static final Assurance NONE = new Assurance(Identity.PROVEN, "", Optional.empty(), "", Optional.empty());

    public static final Assurance ALONE = new Assurance(Identity.ALONE, "", Optional.empty(), "", Optional.empty());

    public Assurance startedBy(String person) {
        return new Assurance(identity, run, Optional.of(person), digest, seal);
    }

    public Assurance of(String otherDigest, Optional<Seal> otherSeal) {
        return new Assurance(identity, run, startedBy, otherDigest, otherSeal);
    }

    public Assurance with(Identity other) {
        return new Assurance(other, run, startedBy, digest, seal);
    }
}
