package dev.sluice.core.dialect.translation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names of steps, made from what people call them: DNS labels of at most 40 characters, each once. The same text has the same name
 * whatever else is in the file, unless another step took it before.
 */
public final class StepNames {

    public static final int LONGEST = 40;
    private static final int HASH = 6;
    private static final Pattern EMOJI = Pattern.compile(":[A-Za-z0-9_+-]+:");
    private static final Pattern OTHERS = Pattern.compile("[^a-z0-9]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");

    private final Set<String> taken = new HashSet<>();

    /** A name of its own. {@code fallback}: where the text has no letter or digit. */
    public String of(String text, String fallback) {
        String wanted = slug(text, LONGEST);
        String base = wanted.isEmpty() ? fallback : wanted;
        String name = base;
        for (int i = 2; !taken.add(name); i++) {
            String suffix = "-" + i;
            name = cut(base, LONGEST - suffix.length()) + suffix;
        }
        return name;
    }

    /** Letters, digits and dashes; where that is too long, cut, and a hash of the whole. Empty where nothing is left. */
    public static String slug(String text, int longest) {
        String plain = MARKS.matcher(Normalizer.normalize(EMOJI.matcher(text).replaceAll(" "), Normalizer.Form.NFKD))
                .replaceAll("");
        String slug = trimmed(OTHERS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("-"));
        return slug.length() <= longest ? slug : cut(slug, longest - HASH - 1) + "-" + hash(text);
    }

    private static String cut(String name, int longest) {
        return name.length() <= longest ? name : trimmed(name.substring(0, longest));
    }

    private static String trimmed(String name) {
        int begin = name.startsWith("-") ? 1 : 0;
        int end = name.endsWith("-") ? name.length() - 1 : name.length();
        return begin >= end ? "" : name.substring(begin, end);
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, HASH);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
