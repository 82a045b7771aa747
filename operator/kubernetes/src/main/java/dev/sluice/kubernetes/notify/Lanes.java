package dev.sluice.kubernetes.notify;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A lane for each channel, two abreast: one that hangs holds up no other. */
final class Lanes {

    private static final Logger log = LoggerFactory.getLogger(Lanes.class);

    private static final int ABREAST = 2;

    private final Executor threads;
    private final Map<String, Lane> lanes = new HashMap<>();

    Lanes(Executor threads) {
        this.threads = threads;
    }

    private static final class Lane {
        private final Queue<Runnable> waiting = new ArrayDeque<>();
        private int running;
    }

    void run(String channel, Runnable task) {
        synchronized (this) {
            Lane lane = lanes.computeIfAbsent(channel, name -> new Lane());
            if (lane.running == ABREAST) {
                lane.waiting.add(task);
                return;
            }
            lane.running++;
        }
        try {
            threads.execute(() -> work(channel, task));
        } catch (RuntimeException | Error e) { // no thread is to be had
            leave(channel);
            throw e;
        }
    }

    private void work(String channel, Runnable first) {
        for (Runnable task = first; task != null; task = next(channel)) {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                log.error(
                        "what was to be told to channel {} broke off: {}",
                        channel,
                        e.getClass()); // those behind it go on
            }
        }
    }

    private synchronized Runnable next(String channel) {
        Lane lane = lanes.get(channel);
        Runnable next = lane.waiting.poll();
        if (next == null) {
            leave(channel);
        }
        return next;
    }

    private synchronized void leave(String channel) {
        if (--lanes.get(channel).running == 0) {
            lanes.remove(channel);
        }
    }
}
