package dev.sluice.core.schedule;

import dev.sluice.core.model.Work;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
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

    private final MessageDigest sha = sha256();

    private Digest() {}

    /** @param agentText what the agent named in it is; empty where none is */
    static String of(Assignment assignment, Work work, String agentText) {
        Digest digest = new Digest();
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
        return "sha256:" + HexFormat.of().formatHex(digest.sha.digest());
    }

    /** Lengths first, so that no two lists of texts look alike. */
    private void add(String name, String value) {
        for (String text : new String[] {name, value}) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            sha.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
            sha.update(bytes);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
