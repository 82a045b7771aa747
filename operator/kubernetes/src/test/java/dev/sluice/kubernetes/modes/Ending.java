package dev.sluice.kubernetes.modes;

import java.util.List;
import java.util.Map;

/**
 * What became of a run, in words that both modes know.
 *
 * @param jobs the state of each, with what it wrote
 * @param targets the state of each
 * @param gates what came of each, with what was filled in
 * @param rollbacks what was undone, in which order, and what came of it; not those that were refused
 * @param attempts how often each was tried, losses apart
 * @param environments of each attempt
 */
record Ending(
        String phase,
        String reason,
        Map<String, String> steps,
        Map<String, String> jobs,
        Map<String, String> targets,
        Map<String, String> gates,
        List<String> rollbacks,
        Map<String, Integer> attempts,
        Map<String, Map<String, String>> environments) {}
