package dev.sluice.local;

import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Action;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** What a run needs of the machine it is on: processes, and time that goes by. Tests have one of their own. */
interface Machine {

    Started start(Plan plan, Action.Start action, Instant now);

    /** Waits for what comes first: something that has happened, or the time. */
    <E> Optional<E> await(BlockingQueue<E> happened, Optional<Instant> until) throws InterruptedException;

    /** Where the ends of attempts are awaited, off the loop. */
    Executor enders();

    /**
     * An attempt under way, or one that ended because it can't be started.
     *
     * @param exitCode of the first process; absent: there is none
     */
    record Started(JobProcess job, Optional<CompletionStage<Integer>> exitCode) {}
}
