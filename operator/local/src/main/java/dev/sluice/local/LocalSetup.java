package dev.sluice.local;

import dev.sluice.core.concurrency.WaitingAncestors;
import dev.sluice.core.model.Ordered;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Earlier;
import dev.sluice.local.cache.CacheSettings;
import java.nio.file.Path;
import java.util.List;
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
 * @param arguments of the command line, for running it again
 * @param earlier the run this one takes over from
 * @param pipeline what the plan was made from: jobs may add to it
 * @param good what a step without a rollback task is taken from
 * @param kept the run itself, as it has been; absent: it is a new one
 * @param cache whether and how results are taken from the cache
 * @param ancestors runs that wait for this one
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
        Optional<String> parent,
        List<String> arguments,
        Optional<Earlier> earlier,
        Pipeline pipeline,
        Optional<GoodRun> good,
        Optional<KeptRun> kept,
        CacheSettings cache,
        WaitingAncestors ancestors) {

    public LocalSetup(
            String id,
            String file,
            Plan plan,
            int spawn,
            Agent.Catalog agents,
            RunFolder folder,
            Path directory,
            Map<String, String> caller,
            Family family,
            Optional<String> parent,
            List<String> arguments,
            Optional<Earlier> earlier,
            Pipeline pipeline) {
        this(
                id,
                file,
                plan,
                spawn,
                agents,
                folder,
                directory,
                caller,
                family,
                parent,
                arguments,
                earlier,
                pipeline,
                Optional.empty(),
                Optional.empty(),
                CacheSettings.NONE,
                WaitingAncestors.NONE);
    }

    /** One whose steps start no other pipeline, and that no other started. */
    public LocalSetup(
            String id,
            String file,
            Plan plan,
            int spawn,
            Agent.Catalog agents,
            RunFolder folder,
            Path directory,
            Map<String, String> caller,
            Pipeline pipeline) {
        this(
                id,
                file,
                plan,
                spawn,
                agents,
                folder,
                directory,
                caller,
                Family.of(Map.of(), spawn),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                pipeline);
    }

    /** To undo what a run did, in its own folder: the run as it was made, whatever the files say by now. */
    public static LocalSetup undoing(
            KeptRun kept, Optional<GoodRun> good, Path directory, Map<String, String> caller, int spawn) {
        return new LocalSetup(
                kept.ledger().id(),
                kept.ledger().file(),
                kept.plan(),
                spawn,
                kept.pinned().agents(),
                kept.folder(),
                directory,
                caller,
                Family.of(Map.of(), spawn),
                kept.ledger().parent(),
                kept.ledger().arguments(),
                Optional.empty(),
                kept.pinned().pipeline(),
                good,
                Optional.of(kept),
                CacheSettings.NONE,
                WaitingAncestors.NONE);
    }

    public LocalSetup {
        caller = Ordered.copyOf(caller);
        arguments = List.copyOf(arguments);
        plan = within(good.map(GoodRun::run).map(plan::withLastGood).orElse(plan), spawn);
    }

    public LocalSetup withGood(Optional<GoodRun> other) {
        return with(other, cache, ancestors);
    }

    public LocalSetup withCache(CacheSettings other) {
        return with(good, other, ancestors);
    }

    public LocalSetup withAncestors(WaitingAncestors other) {
        return with(good, cache, other);
    }

    private LocalSetup with(Optional<GoodRun> otherGood, CacheSettings otherCache, WaitingAncestors otherAncestors) {
        return new LocalSetup(
                id,
                file,
                plan,
                spawn,
                agents,
                folder,
                directory,
                caller,
                family,
                parent,
                arguments,
                earlier,
                pipeline,
                otherGood,
                kept,
                otherCache,
                otherAncestors);
    }

    /** Of a step that is run again as it was, what its agents were then. */
    Agent.Catalog agents(Job job) {
        return good.filter(run -> plan.isAgain(job.id().step()))
                .map(GoodRun::agents)
                .orElse(agents);
    }

    /** What its agents are, as texts that change when they do. */
    Map<String, String> agentTexts() {
        return agents.texts();
    }

    /** What the plan can use of this machine, unless told otherwise; all of it, where nobody knows what a step will upload. */
    public static int spawn(Plan plan, Optional<Integer> asked, int cores) {
        return asked.orElse(plan.mayGrow() ? cores : Math.max(1, Math.min(plan.maxConcurrency(), cores)));
    }

    private static Plan within(Plan plan, int spawn) {
        int most = Math.min(spawn, plan.rules().maxParallel().orElse(spawn));
        return plan.withRules(plan.rules().withMaxParallel(OptionalInt.of(most)));
    }
}
