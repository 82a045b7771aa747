package dev.sluice.core.model;

import java.util.List;
import java.util.Optional;

/**
 * Who is told of a run, and of what.
 *
 * @param channel as an administrator called it
 * @param phases in the API's words; absent: every end
 */
public record Notification(String channel, Optional<List<String>> phases) {

    public Notification {
        phases = phases.map(List::copyOf);
    }

    /** Whether a run that comes to this phase is news. */
    public boolean tells(String phase, boolean ended) {
        return phases.map(words -> words.contains(phase)).orElse(ended);
    }
}
