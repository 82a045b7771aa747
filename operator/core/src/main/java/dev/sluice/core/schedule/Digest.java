package dev.sluice.core.schedule;

import dev.sluice.core.model.Work;
import dev.sluice.core.text.Fingerprint;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a job is made of, in few letters: its program, image, agent, environment and the names of its secrets, and so the variables and the
 * outputs it reads. Who the run is, and which attempt, makes no difference.
 */
final class Digest {

    private static final Set<String> IDENTITY = Set.of(
            "SLUICE_RUN",
            "SLUICE_RUN_ID",
            "SLUICE_ATTEMPT",
            "SLUICE_TRACE_ID",
            "BUILDKITE_BUILD_ID",
            "BUILDKITE_JOB_ID",
            "BUILDKITE_RETRY_COUNT");

    private Digest() {}

    /** @param agentText what the agent named in it is; empty where none is */
    static String of(Assignment assignment, Work work, String agentText) {
        Fingerprint digest = new Fingerprint();
        assignment.program().ifPresent(program -> digest.add("program", program.toString()));
        assignment.image().ifPresent(image -> digest.add("image", image));
        assignment.agent().ifPresent(agent -> digest.add("agent", agent));
        digest.add("agentText", agentText);
        for (Map.Entry<String, String> variable : new TreeMap<>(assignment.environment()).entrySet()) {
            if (!IDENTITY.contains(variable.getKey())) {
                digest.add(variable.getKey(), variable.getValue());
            }
        }
        work.secrets().forEach(secret -> digest.add("secret", secret.toString()));
        return digest.text();
    }
}
