package dev.sluice.local;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** How many processes there may be at once, of a run and of all that its steps start. From any thread. */
final class Slots {

    private final int most;
    private final Set<Runnable> waiting = new LinkedHashSet<>();
    private int taken;

    Slots(int most) {
        this.most = most;
    }

    /** @param whenFree told once there may be room, where there is none now */
    synchronized boolean take(Runnable whenFree) {
        if (taken < most) {
            taken++;
            return true;
        }
        waiting.add(whenFree);
        return false;
    }

    void free() {
        List<Runnable> told;
        synchronized (this) {
            taken--;
            told = List.copyOf(waiting);
            waiting.clear();
        }
        told.forEach(Runnable::run);
    }
}
