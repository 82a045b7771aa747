package dev.sluice.core.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * What is to be told of a gate that has been opened.
 *
 * @param prompt what people are asked; may be empty
 * @param record what is to be kept: with the time of its opening, and of its closing if it is closed
 */
public record GateReport(String name, State state, String prompt, GateRecord record) {

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
