package dev.sluice.core.schedule;

import dev.sluice.core.model.Approval;
import dev.sluice.core.model.Limits;
import dev.sluice.core.model.Retry;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.LastGood;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Undos;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A pipeline and what happens to it: how each attempt of each job goes is a function of the job and the attempt's number, so that two
 * runs of one world can be compared.
 *
 * @param maxParallel 0: none
 * @param runTimeout in seconds, 0: none
 * @param cancelAt in seconds, 0: never
 * @param rollbackAt in seconds, when a person asks to go back to the first step, 0: never
 */
record World(List<StepOf> steps, int maxParallel, int runTimeout, int cancelAt, int rollbackAt, int seed, Over over) {

    /**
     * @param targets 0: none
     * @param batchSize 0: all at once
     * @param maxFailures -1: no limit
     */
    record Over(int targets, int batchSize, int maxFailures, boolean barriers) {}

    enum Kind {
        COMMAND,
        SKIPPED,
        WAIT,
        /** A person lets it on where {@code mayFail}, and says no otherwise. */
        GATE,
        /** Runs something once two people have let it: see {@link #agree}. */
        APPROVED,
        WAIT_AND_CONTINUE,
        SKIPPED_WAIT
    }

    /**
     * @param dependsOn a bit for each step before it
     * @param maxParallel 0: none
     */
    record StepOf(
            Kind kind,
            int dependsOn,
            int jobs,
            int maxParallel,
            boolean mayFail,
            boolean barrier,
            Rules rules,
            Back back,
            Endings endings) {

        boolean asks() {
            return kind == Kind.GATE || kind == Kind.APPROVED;
        }
    }

    /** @param to where it goes back to when it fails: one of those before it, or itself; 0: it does not */
    record Back(int to, boolean hasTask) {
        static final Back NONE = new Back(0, false);
    }

    /** @param allowed a bit for each step before it that may have failed */
    record Endings(Soft soft, boolean failFast, int allowed, boolean allowAll, int priority) {
        static final Endings PLAIN = new Endings(Soft.NO, false, 0, false, 0);
    }

    enum Soft {
        NO,
        EXIT_CODE_3,
        ALL
    }

    /** @param listed only exit code 3 is tried again */
    record Rules(int retries, int infrastructure, boolean listed, int backoff, boolean timeouts, boolean output) {}

    /** How an attempt goes, left alone. */
    enum Fate {
        SUCCEEDS,
        EXITS_WITH_1,
        EXITS_WITH_3,
        FORGETS_ITS_OUTPUT,
        IS_EVICTED,
        IS_DELETED_BY_SOMEBODY,
        NEVER_ENDS,
        NEVER_STARTS,
        CANT_START,
        /** A run that somebody cancels; told to end, it stays as one that was. */
        IS_A_RUN_AND_CANCELLED
    }

    /** @param waits seconds before it starts; @param runs seconds it runs; @param lingers seconds it takes to go when told to */
    record Script(Fate fate, int waits, int runs, int lingers) {}

    static String name(int step) {
        return "s" + step;
    }

    /** No step halts it and nothing ends it early: then no outcome can depend on what came first. */
    World withoutRaces() {
        List<StepOf> calm = new ArrayList<>();
        for (StepOf s : steps) {
            Endings e = s.endings;
            Endings calmly = new Endings(e.soft, false, e.allowed, e.allowAll, e.priority);
            calm.add(new StepOf(
                    s.kind, s.dependsOn, s.jobs, s.maxParallel, true, s.barrier, s.rules, Back.NONE, calmly));
        }
        return new World(calm, maxParallel, 0, 0, 0, seed, over);
    }

    Plan plan() {
        PlanMaker plan = PlanMaker.plan();
        if (over.targets > 0) {
            plan.targets(IntStream.range(0, over.targets).mapToObj(i -> "t" + i).toArray(String[]::new));
        }
        if (over.targets > 0 && over.batchSize > 0) {
            plan.batches(over.batchSize);
        }
        if (over.maxFailures >= 0) {
            plan.maxFailures(over.maxFailures);
        }
        if (over.barriers) {
            plan.barriers();
        }
        if (maxParallel > 0) {
            plan.maxParallel(maxParallel);
        }
        if (runTimeout > 0) {
            plan.timeout(Duration.ofSeconds(runTimeout));
        }
        if (failFast()) {
            plan.failFast();
        }
        for (int i = 0; i < steps.size(); i++) {
            add(plan, i, steps.get(i));
        }
        Plan made = plan.make();
        return seed % 2 == 0
                ? made
                : made.withLastGood(new LastGood("before", made, made.steps().keySet(), Map.of()));
    }

    /** Seldom. */
    boolean failFast() {
        return seed % 4 == 3;
    }

    private static String[] names(int steps, int below) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < below; i++) {
            if ((steps >> i & 1) == 1) {
                names.add(name(i));
            }
        }
        return names.toArray(String[]::new);
    }

    private static void add(PlanMaker plan, int number, StepOf step) {
        String[] dependsOn = names(step.dependsOn, number);
        switch (step.kind) {
            case GATE -> plan.gate(name(number), dependsOn);
            case WAIT -> plan.waitFor(name(number), dependsOn);
            case WAIT_AND_CONTINUE -> plan.waitFor(name(number), true, dependsOn);
            case SKIPPED_WAIT -> plan.skippedWait(name(number), step.mayFail, dependsOn);
            case SKIPPED -> plan.step(name(number), s -> s.after(dependsOn).skip("not now"));
            case COMMAND, APPROVED ->
                plan.step(name(number), s -> asked(back(command(s.after(dependsOn), step), number, step, plan), step)
                        .allowFailureOf(names(step.dependsOn & step.endings.allowed, number)));
        }
    }

    private static PlanMaker.StepMaker asked(PlanMaker.StepMaker maker, StepOf step) {
        return step.kind == Kind.APPROVED ? maker.approval(Approval.by(2, "alice", "bob", "carol")) : maker;
    }

    private static PlanMaker.StepMaker back(PlanMaker.StepMaker maker, int number, StepOf step, PlanMaker plan) {
        if (step.back.hasTask) {
            maker.undo(step.rules.timeouts ? LIMITS : Limits.NONE);
        }
        List<String> commands = plan.commandsBefore(maker);
        commands.add(name(number));
        if (step.back.to > 0 && !step.mayFail) {
            maker.rollbackTo(commands.get(step.back.to % commands.size()));
        }
        return maker;
    }

    private static final Limits LIMITS =
            new Limits(Optional.of(Duration.ofSeconds(40)), Optional.of(Duration.ofSeconds(30)));

    private static PlanMaker.StepMaker command(PlanMaker.StepMaker maker, StepOf step) {
        Rules rules = step.rules;
        maker.parallelism(step.jobs)
                .retry(new Retry(
                        rules.retries,
                        rules.infrastructure,
                        rules.listed ? Optional.of(Set.of(3)) : Optional.empty(),
                        Duration.ofSeconds(rules.backoff)));
        if (step.maxParallel > 0) {
            maker.maxParallel(step.maxParallel);
        }
        if (step.barrier) {
            maker.barrier(true);
        }
        if (step.mayFail) {
            maker.mayFail();
        }
        if (step.endings.soft != Soft.NO) {
            maker.softFail(step.endings.soft == Soft.ALL ? new Integer[0] : new Integer[] {3});
        }
        if (step.endings.failFast) {
            maker.failFast();
        }
        if (step.endings.allowAll) {
            maker.allowDependencyFailure();
        }
        maker.priority(step.endings.priority);
        if (rules.timeouts) {
            maker.timeout(Duration.ofSeconds(40)).queueTimeout(Duration.ofSeconds(30));
        }
        return rules.output ? maker.outputs("url") : maker;
    }

    StepOf step(JobId job) {
        return step(Undos.undone(job.step()));
    }

    StepOf step(String name) {
        return steps.get(Integer.parseInt(name.substring(1)));
    }

    /** What people come to think at a gate; of two that one needs, both do. */
    boolean agree(String gate) {
        StepOf step = step(gate);
        return step.mayFail || step.kind == Kind.APPROVED && (seed + gate.hashCode()) % 3 != 0;
    }

    /** Seconds that a person needs to decide. */
    int thinks(String gate) {
        return 1 + new Random(seed * 7919L + gate.hashCode()).nextInt(30);
    }

    Script script(JobId job, int attempt) {
        Random random = new Random(seed * 7919L + job.step().hashCode() * 131L + job.index() * 31L + attempt * 1009L);
        random.nextInt();
        return new Script(
                fate(step(job).rules, random.nextInt(100)),
                1 + random.nextInt(3),
                1 + random.nextInt(10),
                1 + random.nextInt(3));
    }

    private static Fate fate(Rules rules, int percent) {
        if (percent < 55) {
            return Fate.SUCCEEDS;
        } else if (percent < 65) {
            return Fate.EXITS_WITH_1;
        } else if (percent < 72) {
            return Fate.EXITS_WITH_3;
        } else if (percent < 80) {
            return Fate.IS_EVICTED;
        } else if (percent < 88) {
            return Fate.IS_DELETED_BY_SOMEBODY;
        } else if (percent < 89) {
            return Fate.IS_A_RUN_AND_CANCELLED;
        } else if (percent < 90) {
            return Fate.CANT_START;
        } else if (percent < 93) {
            return rules.timeouts ? Fate.NEVER_ENDS : Fate.EXITS_WITH_1;
        } else if (percent < 96) {
            return rules.timeouts ? Fate.NEVER_STARTS : Fate.SUCCEEDS;
        }
        return rules.output ? Fate.FORGETS_ITS_OUTPUT : Fate.SUCCEEDS;
    }

    /** How a job ends that is let try as often as it may: the rules told a second time, from the beginning instead of the end. */
    JobState end(JobId job) {
        Rules rules = step(job).rules;
        int own = rules.retries;
        int infrastructure = rules.infrastructure;
        for (int attempt = 1; ; attempt++) {
            switch (script(job, attempt).fate) {
                case SUCCEEDS -> {
                    return JobState.SUCCEEDED;
                }
                case NEVER_STARTS, CANT_START, IS_A_RUN_AND_CANCELLED -> {
                    return JobState.FAILED;
                }
                case IS_EVICTED, IS_DELETED_BY_SOMEBODY -> infrastructure--;
                case EXITS_WITH_3 -> own--;
                case EXITS_WITH_1, FORGETS_ITS_OUTPUT, NEVER_ENDS -> own = rules.listed ? -1 : own - 1;
            }
            if (infrastructure < 0) {
                return JobState.FAILED;
            }
            if (own < 0) {
                boolean soft = step(job).endings.soft == Soft.ALL
                        || step(job).endings.soft == Soft.EXIT_CODE_3 && script(job, attempt).fate == Fate.EXITS_WITH_3;
                return soft ? JobState.SOFT_FAILED : JobState.FAILED;
            }
        }
    }
}
