package dev.sluice.cli;

import dev.sluice.core.model.When;
import java.util.ArrayList;
import java.util.List;

/** Conditions, for people. */
final class WhenText {

    private WhenText() {}

    static String of(When when) {
        List<String> parts = new ArrayList<>();
        add(parts, "branches", when.branches());
        add(parts, "paths", when.paths());
        add(parts, "labels", when.labels());
        add(parts, "events", when.events());
        when.variables().forEach((name, glob) -> parts.add(name + " is " + glob));
        when.expression().ifPresent(parts::add);
        when.not().ifPresent(not -> parts.add("not (" + of(not) + ")"));
        list(parts, "any of", when.any());
        list(parts, "all of", when.all());
        return String.join(" and ", parts);
    }

    private static void add(List<String> parts, String what, List<String> globs) {
        if (!globs.isEmpty()) {
            parts.add(what + " " + String.join(", ", globs));
        }
    }

    private static void list(List<String> parts, String what, List<When> conditions) {
        if (!conditions.isEmpty()) {
            parts.add(what + " ("
                    + String.join("; ", conditions.stream().map(WhenText::of).toList()) + ")");
        }
    }
}
