package dev.sluice.kubernetes.name;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Names of all that the operator makes: a readable prefix, and a hash of what the object is. The same attempt of the same run has the same
 * name for ever, so making it twice is making it once.
 */
public final class Names {

    /** The Job controller adds an index and five characters to the name of a Job, and all of it is a Pod's host name. */
    public static final int LONGEST = 52;

    /** A run's name is a label of its Pods. */
    private static final int LONGEST_RUN = 63;

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("yyyyMMddHHmm").withZone(ZoneOffset.UTC);

    private static final int LONGEST_LABEL = 63;
    private static final int HASH = 10;
    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

    private Names() {}

    public static String pod(String run, String runUid, String step, int index, int attempt) {
        return readable(run + "-" + step + "-" + index, hash(runUid, step, "pod", index + "", attempt + ""));
    }

    /** Of a run that a step starts; its prefix is the pipeline it runs. */
    public static String child(String pipeline, String runUid, String step, int index, int attempt) {
        return readable(pipeline, hash(runUid, step, "run", index + "", attempt + ""));
    }

    /**
     * Of the run of a scheduled time, which is written as in UTC. Runs of one time that several triggers ask for are told apart by the
     * triggers' positions.
     */
    public static String scheduled(String pipeline, int position, Instant time) {
        String suffix = "-" + MINUTE.format(time) + (position == 0 ? "" : "-" + (position + 1));
        String name = pipeline.length() + suffix.length() <= LONGEST_RUN
                ? pipeline
                : readable(pipeline, hash(pipeline), LONGEST_RUN - suffix.length());
        return name + suffix;
    }

    /** @param combination on a target, counted over the step's targets */
    public static String batchJob(String run, String runUid, String step, int combination) {
        return readable(run + "-" + step + "-" + combination, hash(runUid, step, "job", combination + ""));
    }

    /** A name that may be longer than a label's value, 63 characters: then its beginning and a hash of the whole. */
    public static String labelValue(String name) {
        return name.length() <= LONGEST_LABEL ? name : readable(name, hash(name));
    }

    /** The part after the pipeline's name is the hash of the revision's text. */
    public static String revision(String pipeline, String text) {
        return readable(pipeline, hash(text));
    }

    /** Members of one group of one kind meet at one Lease. */
    public static String group(String kind, String group) {
        return "sluice-group-of-" + kind + "-" + hash(kind, group);
    }

    /** Of the volume that the jobs of a run share. */
    public static String workspace(String run, String runUid) {
        return readable(run + "-workspace", hash(runUid, "workspace"));
    }

    /** What a job of a run added to it. */
    public static String upload(String run, String runUid, String step, int index, String text) {
        return readable(run + "-upload", hash(runUid, step, "upload", index + "", text));
    }

    private static String readable(String prefix, String hash) {
        return readable(prefix, hash, LONGEST);
    }

    private static String readable(String prefix, String hash, int longest) {
        int length = Math.min(prefix.length(), longest - 1 - HASH);
        while (!letterOrDigit(prefix.charAt(length - 1))) {
            length--;
        }
        return prefix.substring(0, length).replace('.', '-') + "-" + hash;
    }

    private static boolean letterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= '0' && c <= '9';
    }

    /** 50 bits in a DNS label's alphabet. Parts are kept apart, so that ("a", "bc") is not ("ab", "c"). */
    private static String hash(String... parts) {
        MessageDigest digest = sha256();
        for (String part : parts) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        byte[] bytes = digest.digest();
        StringBuilder text = new StringBuilder(HASH);
        for (int i = 0; i < HASH; i++) {
            text.append(ALPHABET.charAt(bytes[i] & 31));
        }
        return text.toString();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
