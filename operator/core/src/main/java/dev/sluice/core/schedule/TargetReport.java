package dev.sluice.core.schedule;

/**
 * What is to be told of a target.
 *
 * @param step where it fell out; empty where it did not
 * @param message why, for people
 */
public record TargetReport(String name, StepReport.State state, String step, String message) {}
