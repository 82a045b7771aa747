package dev.sluice.core.model;

import java.util.List;
import java.util.Optional;

/**
 * Where a run comes from. Empty texts are not known.
 *
 * @param paths files that were changed; absent: not known, so they match
 */
public record Event(
        String id,
        String source,
        String type,
        String branch,
        String tag,
        String revision,
        String message,
        String repository,
        String sender,
        Optional<List<String>> paths,
        Optional<PullRequest> pullRequest) {

    public static final Event NONE = new Event("", "", "", "", "", "", "", "", "", Optional.empty(), Optional.empty());

    public Event {
        paths = paths.map(List::copyOf);
    }

    public record PullRequest(int number, String baseBranch, boolean draft, List<String> labels) {

        public PullRequest {
            labels = List.copyOf(labels);
        }
    }
}
