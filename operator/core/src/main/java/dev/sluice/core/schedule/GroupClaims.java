package dev.sluice.core.schedule;

import dev.sluice.core.concurrency.Claim;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What each job of a concurrency group needs of it now. */
final class GroupClaims {

    private GroupClaims() {}

    static List<Claim> of(Plan plan, RunStanding run, Starts starts) {
        if (!plan.hasGroups()) {
            return List.of();
        }
        Set<JobId> startable = new HashSet<>();
        starts.actions().forEach(start -> startable.add(start.job().id()));
        starts.waiting().forEach(job -> startable.add(job.id()));
        List<Claim> claims = new ArrayList<>();
        for (StepStanding step : run.steps().values()) {
            for (int i = 0; i < step.planned.size(); i++) { // a gate has nothing planned, and excludes nobody
                Job job = step.planned.get(i);
                if (job.concurrency().isPresent()) {
                    Claim.Need need = need(step.jobs.get(i), startable.contains(job.id()));
                    claims.add(new Claim(job.id(), job.concurrency().get(), need));
                }
            }
        }
        return claims;
    }

    private static Claim.Need need(Standing job, boolean startable) {
        if (job.present()) {
            return Claim.Need.HOLDS;
        }
        if (job.over()) {
            return Claim.Need.NOTHING;
        }
        return startable ? Claim.Need.PLACE : Claim.Need.LATER;
    }
}
