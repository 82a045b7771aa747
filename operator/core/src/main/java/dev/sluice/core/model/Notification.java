package dev.sluice.core.model;

import java.util.List;
import java.util.Optional;

/**
 * Who is told of a run or of a step, and of what.
 *
 * @param channel as an administrator called it
 * @param phases in the API's words; absent: every end
 */
public record Notification(String channel, Optional<List<String>> phases) {

    private static final String SKIPPED = "Skipped";

    /** All that can still become of a step that has ended. */
    private static final String UNDONE = "RolledBack";

    public Notification {
        phases = phases.map(List::copyOf);
    }

    /** Whether a run that comes to this phase is news. */
    public boolean tells(String phase, boolean ended) {
        return phases.map(words -> words.contains(phase)).orElse(ended);
    }

    /** Whether a step that has ended so is news: one that is left out is where somebody asks for that alone. */
    public boolean tellsOfStep(String end) {
        return phases.map(words -> words.contains(end)).orElse(!end.equals(SKIPPED));
    }

    /** How often it is told of one step at most: of its end, and that it was undone after that. */
    public int ofStep() {
        int undone = phases.filter(words -> !words.contains(UNDONE)).isPresent() ? 0 : 1;
        int ends = phases.map(List::size).orElse(Integer.MAX_VALUE) > undone ? 1 : 0;
        return ends + undone;
    }
}
