package dev.sluice.kubernetes.gate;

import dev.sluice.core.model.Ordered;
import dev.sluice.core.schedule.GateRecord;
import java.util.List;
import java.util.Map;

/**
 * What came of what people ask of a run's gates.
 *
 * @param news of gates at which somebody decided: what was on record, and what they said
 * @param done keys of annotations to be taken away
 * @param refusals what was not taken and what to do about it
 */
public record Judged(Map<String, GateRecord> news, List<String> done, List<String> refusals) {

    public Judged {
        news = Ordered.copyOf(news);
        done = List.copyOf(done);
        refusals = List.copyOf(refusals);
    }
}
