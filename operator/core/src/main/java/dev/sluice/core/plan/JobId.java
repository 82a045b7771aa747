package dev.sluice.core.plan;

/** A job within a run: a step and the job's place among the step's jobs, from 0. */
public record JobId(String step, int index) {}
