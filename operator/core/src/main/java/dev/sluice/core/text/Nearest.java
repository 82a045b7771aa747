package dev.sluice.core.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The known name that a person may have meant by an unknown one. */
public final class Nearest {

    /** No person mistypes a longer one; a hostile file has such names, and no message has room for them. */
    private static final int LONGEST = 100;

    /** Held against one unknown name, in the order in which they are known: what comes after them is not looked at. */
    private static final int MOST = 1_000;

    private Nearest() {}

    /** The end of a message: {@code (did you mean "build"?)}, or nothing. */
    public static String hint(String unknown, Collection<String> known) {
        return to(unknown, known)
                .map(name -> " (did you mean \"" + name + "\"?)")
                .orElse("");
    }

    /** At most one in three letters is another, missing, too many or swapped; or one name begins the other ({@code env}). */
    public static Optional<String> to(String unknown, Collection<String> known) {
        if (unknown.isEmpty() || unknown.length() > LONGEST) {
            return Optional.empty();
        }
        List<String> candidates = known.stream()
                .limit(MOST)
                .filter(name -> name.length() <= LONGEST)
                .toList();
        String wanted = plain(unknown);
        String nearest = null;
        int least = Integer.MAX_VALUE;
        for (String name : candidates) {
            String plain = plain(name);
            int most = Math.min(least, tolerance(wanted, plain));
            if (Math.abs(wanted.length() - plain.length()) <= most && !name.equals(unknown)) {
                int distance = distance(wanted, plain, most);
                if (distance <= most && (distance < least || name.compareTo(nearest) < 0)) {
                    nearest = name;
                    least = distance;
                }
            }
        }
        return nearest == null ? byBeginning(wanted, candidates) : Optional.of(nearest);
    }

    private static Optional<String> byBeginning(String wanted, List<String> candidates) {
        return candidates.stream()
                .filter(name -> wanted.length() >= 3 && name.length() >= 3)
                .filter(name -> plain(name).startsWith(wanted) || wanted.startsWith(plain(name)))
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    }

    private static int tolerance(String wanted, String plain) {
        return Math.max(1, Math.min(wanted.length(), plain.length()) / 3);
    }

    /** One unknown name may be held against hundreds, and a hostile file has many: no text is made where none has to be. */
    private static String plain(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.indexOf('_') < 0 && lower.indexOf('-') < 0
                ? lower
                : lower.replace("_", "").replace("-", "");
    }

    /**
     * Letters to change, add, take away or swap with their neighbour (Damerau's distance, no letter touched twice).
     *
     * @param most what is known to be further away is not worked out to its end: some number above it
     */
    static int distance(String a, String b, int most) {
        int[] before = new int[b.length() + 1];
        int[] above = new int[b.length() + 1];
        int[] row = new int[b.length() + 1];
        int leastAbove = 0;
        for (int i = 0; i <= a.length(); i++) {
            int least = i;
            for (int j = 0; j <= b.length(); j++) {
                row[j] = i == 0 || j == 0 ? i + j : step(before, above, row, a, b, i, j);
                least = Math.min(least, row[j]);
            }
            // A swap builds on the row before the last one.
            if (least > most && leastAbove > most) {
                return least;
            }
            leastAbove = least;
            int[] free = before;
            before = above;
            above = row;
            row = free;
        }
        return above[b.length()];
    }

    private static int step(int[] before, int[] above, int[] row, String a, String b, int i, int j) {
        int replaced = above[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(above[j], row[j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, before[j - 2] + 1) : least;
    }
}
