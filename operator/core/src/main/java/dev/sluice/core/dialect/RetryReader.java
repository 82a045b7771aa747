package dev.sluice.core.dialect;

import dev.sluice.core.model.Retry;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Each field by itself is the step's, or that of the defaults. */
final class RetryReader {

    private static final int MOST_LIMIT = 10;
    private static final int MOST_INFRASTRUCTURE = 20;
    private static final int MOST_EXIT_CODES = 100;

    private RetryReader() {}

    static Retry read(Fields owner, Retry defaults) {
        Optional<Fields> written = owner.mapping("retry");
        if (written.isEmpty()) {
            return defaults;
        }
        Fields fields = written.get();
        Retry retry = new Retry(
                fields.integer("limit", 0, MOST_LIMIT).orElse(defaults.limit()),
                fields.integer("infrastructure", 0, MOST_INFRASTRUCTURE).orElse(defaults.infrastructure()),
                fields.distinctIntegers("exitCodes", 1, MOST_EXIT_CODES, 1, 255)
                        .<Set<Integer>>map(HashSet::new)
                        .or(defaults::exitCodes),
                fields.duration("backoff").orElse(defaults.backoff()));
        fields.end();
        return retry;
    }
}
