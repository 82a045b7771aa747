package dev.sluice.core.cron;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/**
 * One field of a cron: numbers or names, in lists, ranges and steps.
 *
 * @param names of the values, from the least
 */
record CronField(String name, int least, int most, List<String> names) {

    private static final int LONGEST_SHOWN = 20;

    BitSet read(String text) {
        BitSet values = new BitSet();
        for (String part : text.split(",", -1)) {
            add(part, values);
        }
        return values;
    }

    private void add(String part, BitSet values) {
        String[] halves = part.split("/", -1);
        if (halves.length > 2) {
            throw fault(part);
        }
        int step = halves.length == 2 ? number(halves[1], part) : 1;
        if (step < 1) {
            throw fault(part);
        }
        String[] ends = halves[0].split("-", -1);
        int from = least;
        int to = most;
        if (!halves[0].equals("*")) {
            from = value(ends[0], part);
            to = ends.length == 2 ? value(ends[1], part) : halves.length == 2 ? most : from;
        }
        if (ends.length > 2 || from > to) {
            throw fault(part);
        }
        for (int value = from; value <= to; value += step) {
            values.set(value);
        }
    }

    private int value(String text, String part) {
        int named = names.indexOf(text.toLowerCase(Locale.ROOT));
        int value = named >= 0 ? least + named : number(text, part);
        if (value < least || value > most) {
            throw new CronException(
                    "%s \"%s\": %d is not from %d to %d".formatted(name, shown(part), value, least, most));
        }
        return value;
    }

    private int number(String text, String part) {
        if (!text.matches("[0-9]{1,4}")) {
            throw fault(part);
        }
        return Integer.parseInt(text);
    }

    private CronException fault(String part) {
        return new CronException("%s \"%s\" is no *, number, range (1-5), step (*/15) or list of those%s"
                .formatted(name, shown(part), names.isEmpty() ? "" : ", nor a name as " + names.get(1)));
    }

    private static String shown(String part) {
        return part.length() <= LONGEST_SHOWN ? part : part.substring(0, LONGEST_SHOWN) + "…";
    }
}
