package dev.sluice.core.dialect;

import dev.sluice.core.model.Event;
import java.util.List;
import java.util.Optional;

/** Where a run comes from. */
final class EventReader {

    private static final int MOST_PATHS = 1000;
    private static final int MOST_LABELS = 32;
    private static final TextRule SHORT = TextRule.filled(256);
    private static final TextRule LONG = TextRule.filled(1024);
    private static final TextRule MESSAGE = TextRule.upTo(4096);
    private static final TextRule LABEL = TextRule.filled(63);

    private EventReader() {}

    static Event read(Fields owner) {
        return owner.mapping("event").map(EventReader::event).orElse(Event.NONE);
    }

    static Event event(Fields fields) {
        Optional<List<String>> paths = fields.texts("paths", 0, MOST_PATHS, LONG);
        boolean truncated = fields.flag("pathsTruncated");
        Event event = new Event(
                fields.text("id", SHORT).orElse(""),
                fields.text("source", SHORT).orElse(""),
                fields.text("type", TextRule.filled(128)).orElse(""),
                fields.text("branch", SHORT).orElse(""),
                fields.text("tag", SHORT).orElse(""),
                fields.text("revision", SHORT).orElse(""),
                fields.text("message", MESSAGE).orElse(""),
                fields.text("repository", LONG).orElse(""),
                fields.text("sender", SHORT).orElse(""),
                truncated ? Optional.empty() : paths,
                fields.mapping("pullRequest").map(EventReader::pullRequest));
        fields.end();
        return event;
    }

    private static Event.PullRequest pullRequest(Fields fields) {
        Event.PullRequest request = new Event.PullRequest(
                fields.integer("number", 0, Integer.MAX_VALUE).orElse(0),
                fields.text("baseBranch", SHORT).orElse(""),
                fields.flag("draft"),
                fields.texts("labels", 0, MOST_LABELS, LABEL).orElse(List.of()));
        fields.end();
        return request;
    }
}
