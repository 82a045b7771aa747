package dev.sluice.core.concurrency;

import dev.sluice.core.model.Concurrency;
import dev.sluice.core.plan.JobId;

/** A job of a group, and what it needs of it. */
public record Claim(JobId job, Concurrency concurrency, Need need) {

    public enum Need {
        /** It could start now. */
        PLACE,
        /** It may start one day, or again: what it has it keeps. */
        LATER,
        /** An attempt of it is there. */
        HOLDS,
        /** It has ended for good. */
        NOTHING
    }

    /** As it is called among the places of a group. */
    public String name() {
        return name(job);
    }

    static String name(JobId job) {
        return job.step() + "/" + job.index();
    }
}
