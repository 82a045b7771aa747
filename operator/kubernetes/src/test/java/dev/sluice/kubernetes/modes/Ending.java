package dev.sluice.kubernetes.modes;

import java.util.Map;

/**
 * What became of a run, in words that both modes know.
 *
 * @param jobs the state of each, with what it wrote
 * @param attempts how often each was tried, losses apart
 */
record Ending(
        String phase,
        String reason,
        Map<String, String> steps,
        Map<String, String> jobs,
        Map<String, Integer> attempts) {}
