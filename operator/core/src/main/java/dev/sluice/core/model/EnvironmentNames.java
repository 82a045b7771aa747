package dev.sluice.core.model;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Which names a person may give to variables and to entries of a job's environment. */
public final class EnvironmentNames {

    public static final Pattern PATTERN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    /** What Sluice sets for scripts that were made for Buildkite. Others of theirs, as BUILDKITE_CLEAN_CHECKOUT, may be set. */
    public static final Set<String> SET_FOR_BUILDKITE = Set.of(
            "BUILDKITE_BRANCH",
            "BUILDKITE_BUILD_CREATOR",
            "BUILDKITE_BUILD_ID",
            "BUILDKITE_COMMIT",
            "BUILDKITE_JOB_ID",
            "BUILDKITE_LABEL",
            "BUILDKITE_MESSAGE",
            "BUILDKITE_PARALLEL_JOB",
            "BUILDKITE_PARALLEL_JOB_COUNT",
            "BUILDKITE_PIPELINE_SLUG",
            "BUILDKITE_PULL_REQUEST",
            "BUILDKITE_PULL_REQUEST_BASE_BRANCH",
            "BUILDKITE_PULL_REQUEST_DRAFT",
            "BUILDKITE_PULL_REQUEST_LABELS",
            "BUILDKITE_REPO",
            "BUILDKITE_RETRY_COUNT",
            "BUILDKITE_SOURCE",
            "BUILDKITE_STEP_KEY",
            "BUILDKITE_TAG");

    private EnvironmentNames() {}

    /** What is wrong with a name, for the person who gave it. */
    public static Optional<String> fault(String name) {
        if (!PATTERN.matcher(name).matches()) {
            return Optional.of("is no name of a variable: letters, digits and _, not beginning with a digit");
        }
        if (name.startsWith("SLUICE_") || SET_FOR_BUILDKITE.contains(name)) {
            return Optional.of("is set by Sluice itself; choose another name");
        }
        return Optional.empty();
    }
}
