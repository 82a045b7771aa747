package dev.sluice.kubernetes.observe;

import java.util.BitSet;

/** Sets of indexes as text, as in a batch/v1 Job's {@code completedIndexes}: {@code 0-57,59}. */
public final class Intervals {

    private Intervals() {}

    public static String write(BitSet indexes) {
        return write(indexes, Integer.MAX_VALUE);
    }

    /** As many whole intervals as {@code longest} characters hold. */
    public static String write(BitSet indexes, int longest) {
        StringBuilder text = new StringBuilder();
        int from = indexes.nextSetBit(0);
        while (from >= 0) {
            int to = indexes.nextClearBit(from) - 1;
            int before = text.length();
            text.append(text.isEmpty() ? "" : ",").append(from);
            if (to > from) {
                text.append('-').append(to);
            }
            if (text.length() > longest) {
                text.setLength(before);
                return text.toString();
            }
            from = indexes.nextSetBit(to + 1);
        }
        return text.toString();
    }

    /** What is no interval of indexes below {@code size} is left out: the text may be another version's. */
    public static BitSet read(String text, int size) {
        BitSet indexes = new BitSet();
        if (text == null || text.isBlank()) {
            return indexes;
        }
        for (String interval : text.split(",")) {
            int dash = interval.indexOf('-');
            int from = PodIdentity.number(dash < 0 ? interval : interval.substring(0, dash));
            int to = dash < 0 ? from : PodIdentity.number(interval.substring(dash + 1));
            if (from >= 0 && to >= from && to < size) {
                indexes.set(from, to + 1);
            }
        }
        return indexes;
    }
}
