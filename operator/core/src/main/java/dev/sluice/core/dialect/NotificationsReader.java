package dev.sluice.core.dialect;

import dev.sluice.core.model.Notification;
import dev.sluice.core.model.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who is told of a pipeline's runs. */
final class NotificationsReader {

    private static final int MOST = 16;
    private static final List<String> PHASES = List.of(
            "Pending", "Running", "WaitingApproval", "RollingBack", "Succeeded", "Partial", "Failed", "Cancelled");

    private NotificationsReader() {}

    static List<Notification> read(Fields spec) {
        Set<String> channels = new HashSet<>();
        return spec.items("notifications", 0, MOST, (item, at) -> read(item, at, spec, channels))
                .orElse(List.of());
    }

    private static Optional<Notification> read(Source item, Path at, Fields spec, Set<String> channels) {
        return Fields.of(item, at, spec.problems()).flatMap(fields -> {
            Optional<String> channel = fields.demandText("channel", TextRule.NAME);
            channel.filter(name -> !channels.add(name))
                    .ifPresent(name -> fields.problem("channel", Shown.quoted(name) + " is there twice"));
            Optional<List<String>> phases = fields.distinctWords("phases", PHASES);
            fields.end();
            return channel.map(name -> new Notification(name, phases));
        });
    }
}
