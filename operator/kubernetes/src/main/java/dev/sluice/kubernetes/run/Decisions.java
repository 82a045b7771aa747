package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.concurrency.Grants;
import dev.sluice.core.concurrency.WaitingAncestors;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.schedule.Decision;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.Observed;
import dev.sluice.core.schedule.RunFacts;
import dev.sluice.core.schedule.Scheduler;
import java.time.Instant;
import java.util.Map;

/** What the scheduler decides of a run from what is on record of it and what there is of its attempts. */
final class Decisions {

    private final Attempts attempts;
    private final EarlierRuns earlierRuns;
    private final Ancestors ancestors;

    Decisions(Attempts attempts, EarlierRuns earlierRuns, Ancestors ancestors) {
        this.attempts = attempts;
        this.earlierRuns = earlierRuns;
        this.ancestors = ancestors;
    }

    Observed observed(Standing standing, Instant now) {
        return standing.observed(attempts.of(standing), Map.of(), now);
    }

    /** Where nothing was refused and no job has a place in a concurrency group. */
    Decision of(Standing standing, Instant now) {
        return of(standing, Map.of(), Grants.NONE, now);
    }

    /**
     * @param refused jobs the API server will never let in
     * @param grants places that jobs have in concurrency groups
     */
    Decision of(Standing standing, Map<JobId, Failure> refused, Grants grants, Instant now) {
        return of(
                standing, standing.observed(attempts.of(standing), refused, now).withGrants(grants), now);
    }

    /** If this is what there is of its gates. */
    Decision of(Standing standing, Map<String, GateRecord> gates, Instant now) {
        return of(standing, observed(standing, now).withGates(gates), now);
    }

    private Decision of(Standing standing, Observed observed, Instant now) {
        PipelineRun run = standing.run();
        RunFacts facts =
                new RunFacts(run.getMetadata().getName(), run.getMetadata().getUid());
        Observed whole = observed.withEarlier(earlierRuns.of(run), standing.agentTexts())
                .withAncestors(standing.plan().hasGroups() ? ancestors.of(run) : WaitingAncestors.NONE);
        return Scheduler.decide(facts, standing.plan(), whole, now);
    }
}
