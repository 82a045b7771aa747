package dev.sluice.local.cache;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a run uses the cache.
 *
 * @param reads false: every job runs, and its result is kept all the same ({@code --force})
 * @param mostBytes of all that is kept; 0: there is no cache
 */
public record CacheSettings(boolean reads, long mostBytes) {

    public static final CacheSettings NONE = new CacheSettings(false, 0);

    /** Of the environment, where the size may be set. */
    public static final String VARIABLE = "SLUICE_CACHE_SIZE";

    private static final long DEFAULT_BYTES = 2L << 30;
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,12})([KMGT]i?)?");

    public boolean on() {
        return mostBytes > 0;
    }

    /** Absent where the variable is no size. */
    public static Optional<CacheSettings> of(boolean force, Map<String, String> environment) {
        String text = environment.getOrDefault(VARIABLE, "").strip();
        if (text.isEmpty()) {
            return Optional.of(new CacheSettings(!force, DEFAULT_BYTES));
        }
        Matcher size = SIZE.matcher(text);
        return size.matches()
                ? Optional.of(new CacheSettings(!force, Long.parseLong(size.group(1)) * unit(size.group(2))))
                : Optional.empty();
    }

    private static long unit(String unit) {
        return unit == null ? 1 : 1L << 10 * ("KMGT".indexOf(unit.charAt(0)) + 1);
    }
}
