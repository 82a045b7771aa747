package dev.sluice.core.workspace;

import dev.sluice.core.model.Event;
import dev.sluice.core.model.Workspace;
import java.util.Optional;
import java.util.regex.Pattern;

/** What of a repository is checked out: a commit, {@code refs/…}, or the name of a branch, a tag or a commit. */
public final class Revision {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");

    /** What git allows in no name. */
    private static final Pattern NO_NAME =
            Pattern.compile("[\\s\\p{Cntrl}~^:?*\\[\\\\]|\\.\\.|@\\{|//|^/|/$|\\.$|\\.lock(/|$)|(^|/)\\.");

    private Revision() {}

    /** What is wrong with one that a person wrote; empty where nothing is. */
    public static Optional<String> fault(String revision) {
        if (revision.startsWith("-")) {
            return Optional.of("begins with a dash");
        }
        return NO_NAME.matcher(revision).find()
                ? Optional.of("is no name of a branch, tag or commit")
                : Optional.empty();
    }

    /** A whole one, that stands for itself. */
    public static boolean isCommit(String revision) {
        return COMMIT.matcher(revision).matches();
    }

    /**
     * The one to check out; absent: the repository's default branch. Who names a commit means that commit; else the event's goes over the
     * pipeline's, where it is an event of this repository.
     *
     * @param git with {@code ${…}} replaced
     */
    public static Optional<String> of(Workspace.Git git, Event event) {
        Optional<String> written = git.revision().filter(text -> !text.isEmpty());
        if (written.filter(Revision::isCommit).isPresent() || !Remote.isOf(git.url(), event.repository())) {
            return written;
        }
        if (!event.revision().isEmpty()) {
            return Optional.of(event.revision());
        }
        if (!event.tag().isEmpty()) {
            return Optional.of("refs/tags/" + event.tag());
        }
        return event.branch().isEmpty() ? written : Optional.of("refs/heads/" + event.branch());
    }
}
