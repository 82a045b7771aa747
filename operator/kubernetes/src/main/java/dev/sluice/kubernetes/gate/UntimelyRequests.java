package dev.sluice.kubernetes.gate;

import dev.sluice.core.schedule.Asking;
import dev.sluice.core.schedule.Assurance;
import dev.sluice.core.schedule.GateRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What people say by annotations at gates at which nobody is asked, or where what they say does not count. */
public final class UntimelyRequests {

    private UntimelyRequests() {}

    /**
     * What was said of gates at which that counts no more, or can't be believed. It has to be taken away before that is on record: what is
     * found afterwards was said afterwards.
     */
    public static Judged stale(
            Map<String, String> annotations, Map<String, GateRecord> records, Assurance assurance, String why) {
        List<String> done = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        for (GateRequest request : GateRequest.of(annotations)) {
            GateRecord record = records.getOrDefault(request.gate(), GateRecord.NONE);
            boolean open = record.opened().isPresent() && record.closed().isEmpty();
            Optional<String> stale =
                    Asking.changed(record, assurance).map(changed -> changed + ": look at it and say it again");
            if (open && assurance.identity() == Assurance.Identity.UNKNOWN) {
                stale = Optional.of(why + "; say it again once the run's condition ApprovalsVerified is True");
            }
            stale.ifPresent(reason -> {
                done.add(request.key());
                refusals.add(request.key() + ": " + reason);
            });
        }
        return new Judged(Map.of(), done, refusals);
    }

    /** All that is asked of a run that has ended. */
    public static Judged late(Map<String, String> annotations) {
        return refused(annotations, "the run has ended; nobody is asked any longer");
    }

    /** All that a run brought with it. */
    public static Judged early(Map<String, String> annotations) {
        return refused(annotations, "nobody was asked when the run was made; say it again once it waits there");
    }

    private static Judged refused(Map<String, String> annotations, String why) {
        List<String> keys =
                GateRequest.of(annotations).stream().map(GateRequest::key).toList();
        return new Judged(
                Map.of(), keys, keys.stream().map(key -> key + ": " + why).toList());
    }
}
