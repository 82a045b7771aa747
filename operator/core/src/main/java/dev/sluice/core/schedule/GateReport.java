package dev.sluice.core.schedule;

import dev.sluice.core.model.Approval;
import java.time.Instant;
import java.util.Optional;

/**
 * What is to be told of a gate that has been opened.
 *
 * @param name what people call it
 * @param prompt what people are asked; may be empty
 * @param record what is to be kept: with the time of its opening, and of its closing if it is closed
 * @param approval who may decide, and how many
 * @param identity how far names can be believed now
 */
public record GateReport(
        String name, State state, String prompt, GateRecord record, Approval approval, Assurance.Identity identity) {

    public GateReport(String name, State state, String prompt, GateRecord record) {
        this(name, state, prompt, record, Approval.ANYBODY, Assurance.Identity.PROVEN);
    }

    public enum State {
        WAITING,
        APPROVED,
        REJECTED,
        /** Nobody is asked any longer: the run was halted, cancelled or timed out. */
        WITHDRAWN
    }

    public Instant opened() {
        return record.opened().orElseThrow();
    }

    public Optional<Instant> closed() {
        return record.closed();
    }
}
