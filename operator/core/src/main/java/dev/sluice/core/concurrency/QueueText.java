package dev.sluice.core.concurrency;

/** What is told of a place in a queue. */
public final class QueueText {

    private QueueText() {}

    /** @param position 1: the next; 0: there is no order */
    public static String waits(String group, int position) {
        return "waits for a place in group " + group
                + (position == 0 ? "" : ": " + ordinal(position) + " in the queue");
    }

    static String ordinal(int number) {
        boolean teen = number / 10 % 10 == 1;
        return number
                + switch (teen ? 0 : number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }
}
