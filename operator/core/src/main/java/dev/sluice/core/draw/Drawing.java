package dev.sluice.core.draw;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is drawn of a plan: its steps, and the shortest list of arrows that tells their order (a → c goes without saying where a → b → c).
 *
 * @param nodes in the order written
 * @param after by each node's place in the list, those it comes right after
 */
public record Drawing(String name, List<Node> nodes, List<List<Integer>> after) {

    public Drawing {
        nodes = List.copyOf(nodes);
        after = after.stream().map(List::copyOf).toList();
    }

    public enum Kind {
        WORK,
        WAIT,
        GATE
    }

    /**
     * @param jobs 0 for a wait or a gate
     * @param notes what else there is to say, short, a line each
     * @param skipped why it is not run
     */
    public record Node(
            String name, Kind kind, int jobs, List<String> notes, Optional<String> group, Optional<String> skipped) {

        public Node {
            notes = List.copyOf(notes);
        }

        public String title() {
            return jobs > 1 ? name + " ×" + jobs : name;
        }

        /** Its notes, its group and that it is skipped. */
        public List<String> lines() {
            List<String> lines = new ArrayList<>(notes);
            group.ifPresent(g -> lines.add("in " + g));
            skipped.ifPresent(why -> lines.add("skipped"));
            return lines;
        }
    }

    /** By each node's place, those that come right after it. */
    List<List<Integer>> before() {
        List<List<Integer>> before = new ArrayList<>();
        nodes.forEach(node -> before.add(new ArrayList<>()));
        for (int node = 0; node < nodes.size(); node++) {
            for (int earlier : after.get(node)) {
                before.get(earlier).add(node);
            }
        }
        return before;
    }

    /** How many steps come one after the other before it: the longest way there. */
    int[] layers() {
        int[] layers = new int[nodes.size()];
        Arrays.fill(layers, -1);
        for (int node = 0; node < layers.length; node++) {
            settle(node, layers);
        }
        return layers;
    }

    private int settle(int node, int[] layers) {
        if (layers[node] < 0) {
            layers[node] = after.get(node).stream()
                    .mapToInt(earlier -> settle(earlier, layers) + 1)
                    .max()
                    .orElse(0);
        }
        return layers[node];
    }

    /** Of each group its nodes, in the order written. */
    Map<String, List<Integer>> groups() {
        Map<String, List<Integer>> groups = new LinkedHashMap<>();
        for (int node = 0; node < nodes.size(); node++) {
            int place = node;
            nodes.get(node).group().ifPresent(group -> groups.computeIfAbsent(group, g -> new ArrayList<>())
                    .add(place));
        }
        return groups;
    }
}
