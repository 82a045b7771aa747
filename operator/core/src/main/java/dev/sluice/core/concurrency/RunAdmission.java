package dev.sluice.core.concurrency;

import dev.sluice.core.model.Concurrency;

/** Whether a run may take a place in its group. Each counts by its own limit: groups of one name may be given several. */
public final class RunAdmission {

    private RunAdmission() {}

    /**
     * @param places of others that are known to be over no more among them
     * @param ahead how many runs came before it and wait still
     */
    public static Admission of(Concurrency group, Places places, String runId, int ahead) {
        if (places.holds(runId, "")) {
            return Admission.ADMITTED;
        }
        boolean itsTurn = group.method() == Concurrency.Method.EAGER || ahead == 0;
        if (itsTurn && places.held().size() < group.limit()) {
            return Admission.ADMITTED;
        }
        return group.onConflict() == Concurrency.OnConflict.REJECT
                ? new Admission.Rejected(full(group, places, ahead))
                : new Admission.Queued(group.group(), ahead + 1);
    }

    private static String full(Concurrency group, Places places, int ahead) {
        int active = places.held().size();
        String holder =
                places.held().isEmpty() ? "" : " (" + places.held().get(0).run() + (active > 1 ? ", …" : "") + ")";
        return "rejected: concurrency group " + group.group() + " has " + active + " of " + group.limit()
                + (group.limit() == 1 ? " run" : " runs") + " active" + holder
                + (ahead == 0 ? "" : " and " + ahead + " waiting");
    }
}
