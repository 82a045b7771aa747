package dev.sluice.core.model;

/**
 * One thing that is wrong with what a person wrote.
 *
 * @param path where, e.g. {@code spec.steps[2].dependsOn[0]}; empty for the whole
 * @param kind wrong, or right but not built yet
 * @param message what, and what to do next where that helps
 */
public record Problem(String path, Kind kind, String message) {

    public enum Kind {
        INVALID,
        NOT_YET_SUPPORTED
    }

    public static Problem invalid(String path, String message) {
        return new Problem(path, Kind.INVALID, message);
    }

    public static Problem notYetSupported(String path) {
        return new Problem(path, Kind.NOT_YET_SUPPORTED, "is not supported yet");
    }

    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
