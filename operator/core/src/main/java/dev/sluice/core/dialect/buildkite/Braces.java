package dev.sluice.core.dialect.buildkite;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** {@code a{b,c}} as {@code ab} and {@code ac}. */
final class Braces {

    private Braces() {}

    /** Somewhat more than {@code most} where it would be more. Braces without an end are themselves. */
    static List<String> expanded(String text, int most) {
        List<String> done = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>(List.of(text));
        while (!open.isEmpty() && done.size() <= most && open.size() <= most + 1) {
            String glob = open.pop();
            int begin = glob.lastIndexOf('{');
            int end = begin < 0 ? -1 : glob.indexOf('}', begin);
            if (end < 0) {
                done.add(glob);
                continue;
            }
            String[] parts = glob.substring(begin + 1, end).split(",", -1);
            for (int i = parts.length - 1; i >= 0; i--) {
                open.push(glob.substring(0, begin) + parts[i] + glob.substring(end + 1));
                if (open.size() > most + 1) {
                    break;
                }
            }
        }
        done.addAll(open);
        return done;
    }
}
