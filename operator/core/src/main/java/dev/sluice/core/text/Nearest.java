package dev.sluice.core.text;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known name that a person may have meant by an unknown one. */
public final class Nearest {

    private Nearest() {}

    /** The end of a message: {@code (did you mean "build"?)}, or nothing. */
    public static String hint(String unknown, Collection<String> known) {
        return to(unknown, known)
                .map(name -> " (did you mean \"" + name + "\"?)")
                .orElse("");
    }

    /** At most one in three letters is another, missing, too many or swapped; or one name begins the other ({@code env}). */
    public static Optional<String> to(String unknown, Collection<String> known) {
        if (unknown.isEmpty() || unknown.length() > 100) {
            return Optional.empty();
        }
        String wanted = plain(unknown);
        return known.stream()
                .filter(name -> !name.equals(unknown)
                        && Math.abs(wanted.length() - plain(name).length()) <= tolerance(wanted, name))
                .filter(name -> distance(wanted, plain(name)) <= tolerance(wanted, name))
                .min(Comparator.comparingInt((String name) -> distance(wanted, plain(name)))
                        .thenComparing(Comparator.naturalOrder()))
                .or(() -> byBeginning(wanted, known));
    }

    private static Optional<String> byBeginning(String wanted, Collection<String> known) {
        return known.stream()
                .filter(name -> wanted.length() >= 3 && name.length() >= 3)
                .filter(name -> plain(name).startsWith(wanted) || wanted.startsWith(plain(name)))
                .min(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    }

    private static int tolerance(String wanted, String name) {
        return Math.max(1, Math.min(wanted.length(), plain(name).length()) / 3);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace("_", "").replace("-", "");
    }

    /** Letters to change, add, take away or swap with their neighbour (Damerau's distance, no letter touched twice). */
    static int distance(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : step(cost, a, b, i, j);
            }
        }
        return cost[a.length()][b.length()];
    }

    private static int step(int[][] cost, String a, String b, int i, int j) {
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(least, cost[i - 2][j - 2] + 1) : least;
    }
}
