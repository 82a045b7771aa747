package dev.sluice.core.dialect;

import dev.sluice.core.model.Notification;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who is told of a pipeline's runs, and of the ends of a step. */
final class NotificationsReader {

    private static final int MOST = 16;
    private static final List<String> PHASES = List.of(
            "Pending", "Running", "WaitingApproval", "RollingBack", "Succeeded", "Partial", "Failed", "Cancelled");

    private static final List<String> ENDS =
            List.of("Succeeded", "SoftFailed", "Partial", "Failed", "Skipped", "Cancelled", "RolledBack");

    private NotificationsReader() {}

    static List<Notification> ofRuns(Fields spec) {
        return read(spec, PHASES);
    }

    static List<Notification> ofStep(Fields step) {
        return read(step, ENDS);
    }

    private static List<Notification> read(Fields all, List<String> phases) {
        Set<String> channels = new HashSet<>();
        return all.items("notifications", 0, MOST, (item, at) -> read(item, at, all.problems(), phases, channels))
                .orElse(List.of());
    }

    private static Optional<Notification> read(
            Source item, Path at, List<Problem> problems, List<String> words, Set<String> channels) {
        return Fields.of(item, at, problems).flatMap(fields -> {
            Optional<String> channel = fields.demandText("channel", TextRule.NAME);
            channel.filter(name -> !channels.add(name))
                    .ifPresent(name -> fields.problem("channel", Shown.quoted(name) + " is there twice"));
            Optional<List<String>> phases = fields.distinctWords("phases", words);
            fields.end();
            return channel.map(name -> new Notification(name, phases));
        });
    }
}
