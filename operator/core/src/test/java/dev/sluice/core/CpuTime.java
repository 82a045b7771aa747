package dev.sluice.core;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.function.Supplier;

/** What a computation costs this thread: other than the clock it does not depend on who else uses the machine. */
public final class CpuTime {

    private CpuTime() {}

    public static Duration of(Supplier<?> computation) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        computation.get();
        return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
    }
}
