package dev.sluice.core.draw;

import dev.sluice.core.draw.Drawing.Node;
import java.util.ArrayList;
import java.util.List;

/** What is written in a node, where its group is drawn around it. */
final class Labels {

    private Labels() {}

    static List<String> besideGroup(Node node) {
        List<String> lines = new ArrayList<>(node.notes());
        node.skipped().ifPresent(why -> lines.add("skipped"));
        return lines;
    }
}
