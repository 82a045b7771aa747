package dev.sluice.core.schedule;

import dev.sluice.core.schedule.GateRecord.Vote;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * Ties each vote at a gate to the one before it: none can be changed, left out or put in between without all after it showing it. The
 * first is tied to the run and the gate, so that no chain fits anywhere else.
 */
public record Chain(String run, String gate) {

    /** What the next vote has to carry. */
    public String head(List<Vote> votes) {
        return votes.isEmpty() ? hash(List.of("sluice", run, gate)) : hash(votes.get(votes.size() - 1));
    }

    /** The place of the first vote that does not carry what it has to; as many as there are: all do. */
    public int firstBroken(List<Vote> votes) {
        for (int i = 0; i < votes.size(); i++) {
            if (!votes.get(i).previous().equals(head(votes.subList(0, i)))) {
                return i;
            }
        }
        return votes.size();
    }

    public static String hash(Vote vote) {
        return hash(List.of(
                vote.previous(),
                vote.person(),
                vote.kind().name(),
                vote.time().toString(),
                vote.comment(),
                vote.to().orElse(""),
                vote.until().map(Object::toString).orElse(""),
                vote.digest()));
    }

    /** Of several texts: each with its length, so that nothing can move from one into the next. */
    public static String hash(List<String> parts) {
        MessageDigest sha256 = sha256();
        for (String part : parts) {
            byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
            sha256.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
            sha256.update(bytes);
        }
        return "sha256:" + HexFormat.of().formatHex(sha256.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
