package dev.sluice.core.plan;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/** Dinic's algorithm: augment along shortest paths, all of one length at a time. Without recursion, as a path is as long as a pipeline. */
final class MaximumFlow {

    static final int UNBOUNDED = Integer.MAX_VALUE / 2;

    /** An edge and its reverse stand side by side: 2k and 2k+1. */
    private final List<int[]> edges = new ArrayList<>();

    private final List<List<Integer>> from = new ArrayList<>();
    private final int[] level;
    private final int[] next;

    private static final int TO = 0;
    private static final int LEFT = 1;

    MaximumFlow(int nodes) {
        for (int i = 0; i < nodes; i++) {
            from.add(new ArrayList<>());
        }
        level = new int[nodes];
        next = new int[nodes];
    }

    void edge(int a, int b, int capacity) {
        from.get(a).add(edges.size());
        edges.add(new int[] {b, capacity});
        from.get(b).add(edges.size());
        edges.add(new int[] {a, 0});
    }

    int between(int source, int sink) {
        int flow = 0;
        while (reaches(source, sink)) {
            Arrays.fill(next, 0);
            for (int pushed = augment(source, sink); pushed > 0; pushed = augment(source, sink)) {
                flow += pushed;
            }
        }
        return flow;
    }

    private boolean reaches(int source, int sink) {
        Arrays.fill(level, -1);
        level[source] = 0;
        Deque<Integer> queue = new ArrayDeque<>(List.of(source));
        while (!queue.isEmpty()) {
            int node = queue.remove();
            for (int number : from.get(node)) {
                int[] edge = edges.get(number);
                if (edge[LEFT] > 0 && level[edge[TO]] < 0) {
                    level[edge[TO]] = level[node] + 1;
                    queue.add(edge[TO]);
                }
            }
        }
        return level[sink] >= 0;
    }

    /** One path of the current length, found by walking forward and stepping back from dead ends; what could be pushed along it. */
    private int augment(int source, int sink) {
        Deque<Integer> path = new ArrayDeque<>();
        int node = source;
        while (node != sink) {
            int number = usable(node);
            if (number >= 0) {
                path.addLast(number);
                node = edges.get(number)[TO];
            } else if (path.isEmpty()) {
                return 0;
            } else {
                node = edges.get(path.removeLast() ^ 1)[TO];
                next[node]++;
            }
        }
        int pushed = UNBOUNDED;
        for (int number : path) {
            pushed = Math.min(pushed, edges.get(number)[LEFT]);
        }
        for (int number : path) {
            edges.get(number)[LEFT] -= pushed;
            edges.get(number ^ 1)[LEFT] += pushed;
        }
        return pushed;
    }

    private int usable(int node) {
        List<Integer> out = from.get(node);
        for (; next[node] < out.size(); next[node]++) {
            int[] edge = edges.get(out.get(next[node]));
            if (edge[LEFT] > 0 && level[edge[TO]] == level[node] + 1) {
                return out.get(next[node]);
            }
        }
        return -1;
    }
}
