package dev.sluice.core.model;

import java.util.List;

/** What runs before and after a step's own program, each a process. */
public record Hooks(List<Work.Program> before, List<Work.Program> after) {

    public static final Hooks NONE = new Hooks(List.of(), List.of());

    public Hooks {
        before = List.copyOf(before);
        after = List.copyOf(after);
    }
}
