package dev.sluice.core.schedule;

import dev.sluice.core.plan.Job;

/** Says what an attempt of a job executes. */
interface Assigning {

    Assignment of(Job job, int attempt);
}
