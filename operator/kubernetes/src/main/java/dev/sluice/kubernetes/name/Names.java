package dev.sluice.kubernetes.name;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * Names of all that the operator makes: a readable prefix, and a hash of what the object is. The same attempt of the same run has the same
 * name for ever, so making it twice is making it once.
 */
public final class Names {

    /** The Job controller adds an index and five characters to the name of a Job, and all of it is a Pod's host name. */
    public static final int LONGEST = 52;

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

    public static String batchJob(String run, String runUid, String step, int combination) {
        return readable(run + "-" + step + "-" + combination, hash(runUid, step, "job", combination + ""));
    }

    /** The part after the pipeline's name is the hash of the revision's text. */
    public static String revision(String pipeline, String text) {
        return readable(pipeline, hash(text));
    }

    private static String readable(String prefix, String hash) {
        int length = Math.min(prefix.length(), LONGEST - 1 - HASH);
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
