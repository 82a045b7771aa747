package dev.sluice.local;

import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Action;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Processes of the operating system, and its clock. */
final class ThisMachine implements Machine {

    private final ProcessStarter starter;
    private final Clock clock;
    private final Executor enders = Executors.newCachedThreadPool(ThisMachine::daemon);

    ThisMachine(ProcessStarter starter, Clock clock) {
        this.starter = starter;
        this.clock = clock;
    }

    @Override
    public Started start(Plan plan, Action.Start action, Instant now) {
        return starter.start(plan, action, now);
    }

    @Override
    public <E> Optional<E> await(BlockingQueue<E> happened, Optional<Instant> until) throws InterruptedException {
        if (until.isEmpty()) {
            return Optional.of(happened.take());
        }
        long millis = Math.max(0, Duration.between(clock.instant(), until.get()).toMillis()) + 1;
        return Optional.ofNullable(happened.poll(millis, TimeUnit.MILLISECONDS));
    }

    @Override
    public Executor enders() {
        return enders;
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "sluice-process-end");
        thread.setDaemon(true);
        return thread;
    }
}
