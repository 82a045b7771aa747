package dev.sluice.core.plan;

import java.util.Arrays;

/**
 * Dinic's algorithm: augment along shortest paths, all of one length at a time. Without recursion, as a path is as long as a pipeline; in
 * arrays, as a plan is made on each look at a run.
 */
final class MaximumFlow {

    static final int UNBOUNDED = Integer.MAX_VALUE / 2;

    private static final int NONE = -1;

    /** The first edge of each node, and of each edge the next of its node. An edge and its reverse stand side by side: 2k and 2k+1. */
    private final int[] first;

    private int[] following = new int[1024];
    private int[] target = new int[1024];
    private int[] left = new int[1024];
    private int edges;

    private final int[] level;
    private final int[] current;
    private final int[] queue;

    MaximumFlow(int nodes) {
        first = new int[nodes];
        Arrays.fill(first, NONE);
        level = new int[nodes];
        current = new int[nodes];
        queue = new int[nodes];
    }

    void edge(int a, int b, int capacity) {
        half(a, b, capacity);
        half(b, a, 0);
    }

    private void half(int a, int b, int capacity) {
        if (edges == target.length) {
            following = Arrays.copyOf(following, 2 * edges);
            target = Arrays.copyOf(target, 2 * edges);
            left = Arrays.copyOf(left, 2 * edges);
        }
        following[edges] = first[a];
        target[edges] = b;
        left[edges] = capacity;
        first[a] = edges++;
    }

    int between(int source, int sink) {
        int flow = 0;
        while (reaches(source, sink)) {
            System.arraycopy(first, 0, current, 0, first.length);
            flow += augment(source, sink);
        }
        return flow;
    }

    private boolean reaches(int source, int sink) {
        Arrays.fill(level, NONE);
        level[source] = 0;
        int end = 0;
        queue[end++] = source;
        for (int begin = 0; begin < end && level[sink] == NONE; begin++) {
            int node = queue[begin];
            for (int edge = first[node]; edge != NONE; edge = following[edge]) {
                if (left[edge] > 0 && level[target[edge]] == NONE) {
                    level[target[edge]] = level[node] + 1;
                    queue[end++] = target[edge];
                }
            }
        }
        return level[sink] != NONE;
    }

    /** All paths of the current length: forward as far as it goes, back from dead ends and from edges that are full. */
    private int augment(int source, int sink) {
        int[] path = queue;
        int length = 0;
        int flow = 0;
        int node = source;
        while (true) {
            if (node == sink) {
                flow += push(path, length);
                length = firstFull(path, length);
                node = target[path[length] ^ 1];
            }
            int edge = usable(node);
            if (edge != NONE) {
                path[length++] = edge;
                node = target[edge];
            } else if (length == 0) {
                return flow;
            } else {
                node = target[path[--length] ^ 1];
                current[node] = following[current[node]];
            }
        }
    }

    private int push(int[] path, int length) {
        int least = UNBOUNDED;
        for (int i = 0; i < length; i++) {
            least = Math.min(least, left[path[i]]);
        }
        for (int i = 0; i < length; i++) {
            left[path[i]] -= least;
            left[path[i] ^ 1] += least;
        }
        return least;
    }

    private int firstFull(int[] path, int length) {
        int i = 0;
        while (i < length - 1 && left[path[i]] > 0) {
            i++;
        }
        return i;
    }

    private int usable(int node) {
        while (current[node] != NONE) {
            int edge = current[node];
            if (left[edge] > 0 && level[target[edge]] == level[node] + 1) {
                return edge;
            }
            current[node] = following[edge];
        }
        return NONE;
    }
}
