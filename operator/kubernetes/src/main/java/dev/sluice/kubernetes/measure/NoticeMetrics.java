package dev.sluice.kubernetes.measure;

import dev.sluice.kubernetes.notify.Courier;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/** What came of telling channels, by their kind: their names are people's. */
public final class NoticeMetrics implements Courier.Tally {

    private final MeterRegistry registry;

    public NoticeMetrics(MeterRegistry registry) {
        this.registry = registry;
        for (String kind : List.of("webhook", "slack", "smtp", "none")) {
            for (Courier.Result result : Courier.Result.values()) {
                counter(kind, result);
            }
        }
    }

    @Override
    public void count(String kind, Courier.Result result) {
        counter(kind, result).increment();
    }

    private Counter counter(String kind, Courier.Result result) {
        return Counter.builder("sluice.notifications")
                .description("Notifications, by kind of channel; result failed: given up, retried: one attempt failed")
                .tag("kind", kind)
                .tag("result", word(result))
                .register(registry);
    }

    private static String word(Courier.Result result) {
        return switch (result) {
            case TOLD -> "delivered";
            case TRIED_AGAIN -> "retried";
            case GIVEN_UP -> "failed";
        };
    }
}
