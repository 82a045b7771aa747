package dev.sluice.core;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** What a computation costs this thread: other than the clock it hardly depends on who else uses the machine. */
public final class CpuTime {

    /** Of {@link #sortedAndCounted} on the machine on which the tests' limits in seconds were set. */
    private static final Duration REFERENCE = Duration.ofMillis(80);

    private CpuTime() {}

    /** The least of at most five tries, fewer where one is within the limit: a Java virtual machine that has just begun is slower. */
    public static Duration least(Supplier<?> computation, Duration limit) {
        Duration least = of(computation);
        for (int more = 0; more < 4 && least.compareTo(limit) >= 0; more++) {
            Duration again = of(computation);
            least = again.compareTo(least) < 0 ? again : least;
        }
        return least;
    }

    /**
     * A limit as it is on this machine now. A second of CPU is worth less where two virtual processors share one core and the neighbour is
     * busy, or the whole machine is slow: what a fixed computation costs beside the same tells.
     */
    public static Duration here(Duration limit) {
        long now = Long.MAX_VALUE;
        for (int i = 0; i < 6; i++) {
            now = Math.min(now, of(CpuTime::sortedAndCounted).toNanos());
        }
        double slower = Math.max(1, (double) now / REFERENCE.toNanos());
        return Duration.ofNanos((long) (limit.toNanos() * slower));
    }

    private static Map<String, Integer> sortedAndCounted() {
        int[] numbers = new Random(1).ints(1_000_000).toArray();
        Arrays.sort(numbers);
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            counts.merge("k" + (numbers[i] & 0xffff), 1, Integer::sum);
        }
        return counts;
    }

    public static Duration of(Supplier<?> computation) {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        computation.get();
        return Duration.ofNanos(ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start);
    }
}
