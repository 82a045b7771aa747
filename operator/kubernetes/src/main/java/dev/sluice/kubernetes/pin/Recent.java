package dev.sluice.kubernetes.pin;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * Values of a pure function, the most recently used, as many as a weight allows. Forgetting any of them costs time and nothing else.
 */
public final class Recent<K, V> {

    private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
    private final int most;
    private final ToIntFunction<V> weight;
    private int total;

    public Recent(int most, ToIntFunction<V> weight) {
        this.most = most;
        this.weight = weight;
    }

    /** Two threads may compute the same value; they get the same one. */
    public V get(K key, Function<K, V> compute) {
        synchronized (values) {
            V known = values.get(key);
            if (known != null) {
                return known;
            }
        }
        V value = compute.apply(key);
        synchronized (values) {
            V known = values.putIfAbsent(key, value);
            if (known != null) {
                return known;
            }
            total += weight.applyAsInt(value);
            dropOldest();
            return value;
        }
    }

    private void dropOldest() {
        var oldest = values.entrySet().iterator();
        while (total > most && values.size() > 1) {
            total -= weight.applyAsInt(oldest.next().getValue());
            oldest.remove();
        }
    }
}
