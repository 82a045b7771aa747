package dev.sluice.local;

import dev.sluice.core.model.Ordered;
import dev.sluice.core.plan.Plan;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a run on this machine needs to know.
 *
 * @param id unique for ever
 * @param file the pipeline's, as the user named it
 * @param spawn jobs active at once
 * @param directory where processes start
 * @param caller Sluice's own environment
 * @param family what it shares with the runs its steps start
 * @param parent the run whose step started it
 */
public record LocalSetup(
        String id,
        String file,
        Plan plan,
        int spawn,
        Agent.Catalog agents,
        RunFolder folder,
        Path directory,
        Map<String, String> caller,
        Family family,
        Optional<String> parent) {

    /** One whose steps start no other pipeline, and that no other started. */
    public LocalSetup(
            String id,
            String file,
            Plan plan,
            int spawn,
            Agent.Catalog agents,
            RunFolder folder,
            Path directory,
            Map<String, String> caller) {
        this(id, file, plan, spawn, agents, folder, directory, caller, Family.of(Map.of(), spawn), Optional.empty());
    }

    public LocalSetup {
        caller = Ordered.copyOf(caller);
        plan = within(plan, spawn);
    }

    /** What the plan can use of this machine, unless told otherwise. */
    public static int spawn(Plan plan, Optional<Integer> asked, int cores) {
        return asked.orElse(Math.max(1, Math.min(plan.maxConcurrency(), cores)));
    }

    private static Plan within(Plan plan, int spawn) {
        int most = Math.min(spawn, plan.rules().maxParallel().orElse(spawn));
        return plan.withRules(plan.rules().withMaxParallel(OptionalInt.of(most)));
    }
}
