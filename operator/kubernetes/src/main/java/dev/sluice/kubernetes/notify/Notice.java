package dev.sluice.kubernetes.notify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Something that one channel is told.
 *
 * @param id the same whenever the same is told again, so that who receives it twice can tell
 * @param event as the status has it: Requested, Decided, TimedOut, how the step ended, or a phase of the run
 * @param time when that happened
 * @param message of the run
 * @param gate absent: it is not about one
 * @param step absent: it is not about one; with neither it is about the run itself
 */
public record Notice(
        String id,
        String channel,
        String event,
        Instant time,
        String namespace,
        String run,
        String uid,
        String pipeline,
        String message,
        Optional<Gate> gate,
        Optional<Step> step) {

    /**
     * The gate as it is when this is told, which may be later than the event.
     *
     * @param state in the API's words
     * @param prompt what people are asked; may be empty
     * @param command that lets it on; empty once nobody is asked any longer
     * @param decisions those that count
     */
    public record Gate(
            String name,
            String state,
            String prompt,
            List<String> approvers,
            int quorum,
            Instant opened,
            Optional<Instant> deadline,
            String digest,
            List<Said> decisions,
            String command) {

        public Gate {
            approvers = List.copyOf(approvers);
            decisions = List.copyOf(decisions);
        }

        boolean waits() {
            return state.equals("Waiting");
        }
    }

    /**
     * The step as it is when this is told.
     *
     * @param state in the API's words
     * @param message what people should know; may be empty
     */
    public record Step(String name, String state, String message, Optional<Instant> started, Optional<Instant> ended) {}

    /** @param verdict in the API's words */
    public record Said(String person, String verdict, Instant time, String comment) {}
}
