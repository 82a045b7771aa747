package dev.sluice.core.model;

import java.util.Optional;
import java.util.OptionalInt;

/** A working place for the jobs. */
public record Workspace(Optional<Git> git, Optional<Volume> volume) {

    /**
     * Source that is checked out into it.
     *
     * @param revision branch, tag or commit; absent: the repository's default branch
     * @param depth commits of history; absent: all
     * @param secret that lets the checkout read the repository
     */
    public record Git(String url, Optional<String> revision, OptionalInt depth, Optional<String> secret) {

        public Git at(Optional<String> other) {
            return new Git(url, other, depth, secret);
        }
    }

    /**
     * Where it is kept.
     *
     * @param shared all jobs of a run have one; else each its own
     * @param claim one that is there already, in place of a new one
     */
    public record Volume(
            boolean shared, Optional<String> size, Optional<String> storageClass, Optional<String> claim) {}

    /** All jobs have one. */
    public boolean shared() {
        return volume.filter(Volume::shared).isPresent();
    }

    /** The run makes it for itself. */
    public boolean claimed() {
        return volume.filter(v -> v.shared() && v.claim().isEmpty()).isPresent();
    }
}
