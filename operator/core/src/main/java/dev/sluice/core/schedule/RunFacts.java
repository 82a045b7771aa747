package dev.sluice.core.schedule;

/**
 * Who a run is, for its jobs' environment.
 *
 * @param name of the run
 * @param id unique for ever, e.g. a UID
 */
public record RunFacts(String name, String id) {}
