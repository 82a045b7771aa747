package dev.sluice.kubernetes.act;

import dev.sluice.core.schedule.Failure;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;

/** What the API server's no to a creation means. */
sealed interface Refusal {

    /** There will be room later. */
    record NoRoom(String message) implements Refusal {}

    /** It will never be let in as it is. */
    record Never(Failure failure) implements Refusal {}

    /** Nothing the run is to blame for; thrown, and tried again. */
    record Broken() implements Refusal {}

    static Refusal of(KubernetesClientException e) {
        String message = message(e);
        return switch (e.getCode()) {
            case 403 -> forbidden(message);
            case 400, 413, 422 -> never(message);
            default -> new Broken();
        };
    }

    private static Refusal forbidden(String message) {
        if (message.contains("exceeded quota") || message.contains("quota")) {
            return new NoRoom(message);
        }
        // The operator itself lacks a right: that is the installation's fault.
        return message.contains("cannot create resource") ? new Broken() : never(message);
    }

    private static Refusal never(String message) {
        return new Never(Failure.of(Failure.Kind.UNSTARTABLE, "was refused by the API server: " + message));
    }

    private static String message(KubernetesClientException e) {
        return Optional.ofNullable(e.getStatus())
                .map(status -> status.getMessage())
                .orElse(String.valueOf(e.getMessage()));
    }
}
