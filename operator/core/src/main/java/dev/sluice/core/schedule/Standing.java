package dev.sluice.core.schedule;

/** Where a job stands: what is observed of it, judged by its step's own policies. The bucket it is sorted into before anything is decided. */
sealed interface Standing {

    Unstarted UNSTARTED = new Unstarted();

    JobReport report();

    /** Nothing may follow it any more, and what depends on it may start. */
    default boolean over() {
        return this instanceof Ended || this instanceof LeftOver;
    }

    /** Its attempt is there and takes a place of those that limits allow. */
    default boolean present() {
        return this instanceof Active || this instanceof Expired || this instanceof LeftOver;
    }

    /** No attempt was ever seen. */
    record Unstarted() implements Standing {

        private static final JobReport REPORT = JobReports.without(JobState.PENDING);

        @Override
        public JobReport report() {
            return REPORT;
        }
    }

    /** Its attempt waits, runs, or is being stopped. */
    record Active(Attempt attempt, JobReport report) implements Standing {}

    /**
     * Its attempt failed, and a further one may follow.
     *
     * @param failed how it has ended where none does
     */
    record Again(RetryPolicy.Next next, JobReport report, JobReport failed) implements Standing {}

    /**
     * Its attempt did not start within its queueTimeout. Failed, but not over until that is on record: until then the attempt may
     * still start.
     */
    record Expired(Attempt attempt, JobReport report) implements Standing {}

    /** People at a gate have decided. Not over until that is on record: what was let through can't be called back. */
    record Judged(JobReport report) implements Standing {}

    /** It has ended and nothing of it is there. */
    record Ended(JobReport report) implements Standing {}

    /** It has ended, on record, and an attempt is there all the same. */
    record LeftOver(Attempt attempt, JobReport report) implements Standing {}
}
