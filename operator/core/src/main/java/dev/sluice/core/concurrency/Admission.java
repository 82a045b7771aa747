package dev.sluice.core.concurrency;

/** Whether a run may begin, as far as its concurrency group goes. */
public sealed interface Admission {

    Admission ADMITTED = new Admitted();

    /** It has its place, or needs none. */
    record Admitted() implements Admission {}

    /** @param position 1: the next */
    record Queued(String group, int position) implements Admission {

        public String message() {
            return QueueText.waits(group, position);
        }
    }

    /** @param message for people */
    record Rejected(String message) implements Admission {}

    /**
     * It could wait for ever: what it needs is held by runs that wait for this one.
     *
     * @param message for people
     */
    record Never(String message) implements Admission {}
}
