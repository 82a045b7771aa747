package dev.sluice.core.condition;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a condition comes to.
 *
 * @param why for people; of {@link Truth#UNKNOWN} nothing
 */
record Verdict(Truth truth, String why) {

    enum Truth {
        YES,
        NO,
        /** It takes what nobody knows. Such a condition holds, and so does its opposite: ignorance skips nothing. */
        UNKNOWN
    }

    static final Verdict UNKNOWN = new Verdict(Truth.UNKNOWN, "");

    private static final int MOST = 3;

    static Verdict yes(String why) {
        return new Verdict(Truth.YES, why);
    }

    static Verdict no(String why) {
        return new Verdict(Truth.NO, why);
    }

    static Verdict of(boolean holds, String whyHolds, String whyNot) {
        return holds ? yes(whyHolds) : no(whyNot);
    }

    boolean holds() {
        return truth != Truth.NO;
    }

    Verdict not() {
        return switch (truth) {
            case YES -> no(why + ", which is not wanted");
            case NO -> yes(why);
            case UNKNOWN -> this;
        };
    }

    /** The first that does not hold decides. */
    static Verdict all(List<Verdict> verdicts) {
        return first(verdicts, Truth.NO)
                .orElseGet(() -> first(verdicts, Truth.UNKNOWN).orElseGet(() -> yes(joined(verdicts, " and "))));
    }

    /** The first that holds decides. */
    static Verdict any(List<Verdict> verdicts) {
        return first(verdicts, Truth.YES)
                .orElseGet(() -> first(verdicts, Truth.UNKNOWN).orElseGet(() -> no(joined(verdicts, "; "))));
    }

    static <T> List<Verdict> each(List<T> conditions, Function<T, Verdict> verdict) {
        return conditions.stream().map(verdict).toList();
    }

    private static Optional<Verdict> first(List<Verdict> verdicts, Truth truth) {
        return verdicts.stream().filter(v -> v.truth == truth).findFirst();
    }

    private static String joined(List<Verdict> verdicts, String separator) {
        Stream<String> shown = verdicts.stream()
                .map(Verdict::why)
                .filter(why -> !why.isEmpty())
                .limit(MOST);
        String more = verdicts.size() > MOST ? separator + (verdicts.size() - MOST) + " more" : "";
        return shown.collect(Collectors.joining(separator)) + more;
    }
}
