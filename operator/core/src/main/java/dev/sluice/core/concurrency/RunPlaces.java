package dev.sluice.core.concurrency;

import dev.sluice.core.model.Concurrency;
import java.util.List;

/** What becomes of a group of runs as far as one of them goes, where those who wait are on record in the group itself. */
public final class RunPlaces {

    private RunPlaces() {}

    public static Places next(Places now, Places.Turn me, Concurrency group) {
        Admission admission =
                RunAdmission.of(group, now, me.runId(), ahead(now, me).size());
        if (admission instanceof Admission.Admitted) {
            Places admitted = now.withoutTurn(me.runId());
            return admitted.holds(me.runId(), "")
                    ? admitted
                    : admitted.with(new Places.Place(me.runId(), me.run(), ""));
        }
        return admission instanceof Admission.Rejected || now.turns().contains(me) ? now : now.with(me);
    }

    /** Ids of the runs that came before it and wait still. */
    public static List<String> ahead(Places places, Places.Turn me) {
        return places.turns().stream()
                .filter(turn -> !turn.runId().equals(me.runId()) && turn.before(me))
                .map(Places.Turn::runId)
                .toList();
    }
}
