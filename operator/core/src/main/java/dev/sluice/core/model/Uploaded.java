package dev.sluice.core.model;

import java.util.List;

/** Steps that a job of the step {@code by} added to its run; they stand right after it, in its group if it is in one. */
public record Uploaded(String by, List<Step> steps) {

    public Uploaded {
        steps = List.copyOf(steps);
    }
}
