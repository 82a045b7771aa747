package dev.sluice.core.model;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Where a run comes from. Empty texts are not known.
 *
 * @param paths files that were changed; absent: not known, so they match
 */
@RecordBuilder
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

    /** With every text as {@code each} makes it, given where it is below {@code at}. What is not known stays so. */
    public Event map(Path at, BiFunction<Path, String, String> each) {
        BiFunction<Path, String, String> known = (place, text) -> text.isEmpty() ? text : each.apply(place, text);
        return new Event(
                known.apply(at.field("id"), id),
                known.apply(at.field("source"), source),
                known.apply(at.field("type"), type),
                known.apply(at.field("branch"), branch),
                known.apply(at.field("tag"), tag),
                known.apply(at.field("revision"), revision),
                known.apply(at.field("message"), message),
                known.apply(at.field("repository"), repository),
                known.apply(at.field("sender"), sender),
                paths.map(all -> map(all, at.field("paths"), each)),
                pullRequest.map(request -> request.map(at.field("pullRequest"), known)));
    }

    static List<String> map(List<String> texts, Path at, BiFunction<Path, String, String> each) {
        List<String> mapped = new ArrayList<>(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            mapped.add(each.apply(at.index(i), texts.get(i)));
        }
        return mapped;
    }

    /** An empty name changes nothing. */
    public Event withBranch(String other) {
        return other.isEmpty() ? this : EventBuilder.builder(this).branch(other).build();
    }

    /** An empty name changes nothing. */
    public Event withType(String other) {
        return other.isEmpty() ? this : EventBuilder.builder(this).type(other).build();
    }

    /** An empty name changes nothing. */
    public Event withSource(String other) {
        return other.isEmpty() ? this : EventBuilder.builder(this).source(other).build();
    }

    public Event withRevision(String other) {
        return EventBuilder.builder(this).revision(other).build();
    }

    public Event withPaths(Optional<List<String>> other) {
        return EventBuilder.builder(this).paths(other).build();
    }

    public record PullRequest(int number, String baseBranch, boolean draft, List<String> labels) {

        public PullRequest {
            labels = List.copyOf(labels);
        }

        PullRequest map(Path at, BiFunction<Path, String, String> each) {
            return new PullRequest(
                    number,
                    each.apply(at.field("baseBranch"), baseBranch),
                    draft,
                    Event.map(labels, at.field("labels"), each));
        }
    }
}
