package dev.sluice.kubernetes.notify;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Executor;

/** A lane for each channel, two abreast: one that hangs holds up no other. */
final class Lanes {

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
        threads.execute(() -> work(channel, task));
    }

    private void work(String channel, Runnable first) {
        for (Runnable task = first; task != null; task = next(channel)) {
            task.run();
        }
    }

    private synchronized Runnable next(String channel) {
        Lane lane = lanes.get(channel);
        Runnable next = lane.waiting.poll();
        if (next == null && --lane.running == 0) {
            lanes.remove(channel);
        }
        return next;
    }
}
