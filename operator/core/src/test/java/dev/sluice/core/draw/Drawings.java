package dev.sluice.core.draw;

import dev.sluice.core.draw.Drawing.Kind;
import dev.sluice.core.draw.Drawing.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Graphs by the dozen. */
final class Drawings {

    private Drawings() {}

    static Node work(String name, int jobs, String... notes) {
        return new Node(name, Kind.WORK, jobs, List.of(notes), Optional.empty(), Optional.empty());
    }

    static Node hostile(String name) {
        return new Node(name, Kind.WORK, 1, List.of(name), Optional.of(name), Optional.of(name));
    }

    /** One hostile name for every language that is written. */
    static final String HOSTILE =
            "a\"]-->x;\n%%{init:{}}%%<script>alert('1')</script>&amp;\\\" }\u001b[2J\u0000 #quot; `b` ]]> 漢字🚀";

    /** Names are of one length, so a layer's place in the list is no hint. */
    static Drawing random(long seed, int most) {
        Random random = new Random(seed);
        int count = 1 + random.nextInt(most);
        List<Node> nodes = new ArrayList<>();
        List<List<Integer>> after = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String[] notes = random.nextInt(3) == 0 ? new String[] {"note"} : new String[0];
            nodes.add(work("s" + i, 1 + random.nextInt(3), notes));
            List<Integer> earlier = new ArrayList<>();
            for (int j = 0; j < i; j++) {
                if (random.nextInt(count) < 2) {
                    earlier.add(j);
                }
            }
            after.add(earlier);
        }
        return new Drawing("random", nodes, after);
    }

    /** {@code layers} layers of {@code wide} steps, each after all of those before. */
    static Drawing large(int layers, int wide) {
        List<Node> nodes = new ArrayList<>();
        List<List<Integer>> after = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            for (int i = 0; i < wide; i++) {
                nodes.add(work("step-%d-%d".formatted(layer, i), 20));
                List<Integer> earlier = new ArrayList<>();
                for (int j = 0; layer > 0 && j < wide; j++) {
                    earlier.add((layer - 1) * wide + j);
                }
                after.add(earlier);
            }
        }
        return new Drawing("large", nodes, after);
    }
}
