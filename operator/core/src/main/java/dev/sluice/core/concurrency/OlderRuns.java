package dev.sluice.core.concurrency;

import dev.sluice.core.model.Concurrency;
import java.util.ArrayList;
import java.util.List;

/** Which runs a new one cancels, to take their place: the oldest, as many as it takes, those that only wait among them. */
public final class OlderRuns {

    private OlderRuns() {}

    /**
     * Ids of runs, the oldest first.
     *
     * @param ahead ids of those that came before it and wait still
     * @param ancestors which wait for this run: cancelled, they would take it with them
     */
    public static List<String> toCancel(
            Concurrency group, Places places, String runId, List<String> ahead, WaitingAncestors ancestors) {
        if (group.onConflict() != Concurrency.OnConflict.CANCEL_OLDER || places.holds(runId, "")) {
            return List.of();
        }
        List<String> older = new ArrayList<>();
        places.held().forEach(place -> older.add(place.runId()));
        ahead.stream().filter(run -> !older.contains(run)).forEach(older::add);
        int tooMany = older.size() - (group.limit() - 1);
        older.removeIf(ancestors::includes);
        return List.copyOf(older.subList(0, Math.max(0, Math.min(tooMany, older.size()))));
    }
}
