package dev.sluice.kubernetes.notify;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The courier's threads: there while there is something to tell. */
public final class PostOffice implements AutoCloseable {

    private static final int THREADS = 32;
    private static final long SECONDS_AT_REST = 30;

    private final ThreadPoolExecutor threads = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            SECONDS_AT_REST,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(), // bounded by what the courier takes
            PostOffice::daemon,
            new ThreadPoolExecutor.DiscardPolicy());
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, PostOffice::daemon, new ThreadPoolExecutor.DiscardPolicy());
    private final Courier courier;

    /** @param channels folder with a file each; absent: there are none */
    public PostOffice(Optional<Path> channels, Clock time, Courier.Tally tally, Consumer<Notice> done) {
        threads.allowCoreThreadTimeOut(true);
        courier = new Courier(
                new Channels(channels), new Senders(time), new Lanes(threads), this::later, time, tally, done);
    }

    public Post post() {
        return courier;
    }

    /** What is under way is told by whoever comes next. */
    @Override
    public void close() {
        clock.shutdownNow();
        threads.shutdownNow();
    }

    private void later(Duration delay, Runnable task) {
        clock.schedule(task, delay.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "notices");
        thread.setDaemon(true);
        return thread;
    }
}
