package dev.sluice.core.plan;

import dev.sluice.core.check.Ancestry;
import dev.sluice.core.model.Rerun;
import java.util.Optional;
import java.util.Set;

/** What a rerun of single steps leaves out: all but them and what they depend on (E5). */
final class LeftOut {

    private LeftOut() {}

    static Optional<String> why(Optional<Rerun> rerun, String step, Ancestry ancestry) {
        if (rerun.isEmpty() || rerun.get().mode() != Rerun.Mode.STEPS) {
            return Optional.empty();
        }
        for (String wanted : rerun.get().steps()) {
            Set<String> needed = ancestry.of(wanted);
            if (wanted.equals(step) || needed.contains(step)) {
                return Optional.empty();
            }
        }
        return Optional.of("not part of this rerun");
    }
}
