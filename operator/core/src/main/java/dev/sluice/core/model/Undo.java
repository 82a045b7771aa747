package dev.sluice.core.model;

/** How a step is undone: one job for each target it ran on. */
public record Undo(Work work, Limits limits) {}
