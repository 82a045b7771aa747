package dev.sluice.core.plan;

import java.util.List;

/**
 * An upload that is on record, and what became of it.
 *
 * @param steps names of the steps it added, those in groups included; none where it was refused
 * @param faults why it was refused, nothing of it added; none where it was not
 */
public record JudgedUpload(Upload upload, List<String> steps, List<String> faults) {

    public JudgedUpload {
        steps = List.copyOf(steps);
        faults = List.copyOf(faults);
    }

    public boolean refused() {
        return !faults.isEmpty();
    }
}
