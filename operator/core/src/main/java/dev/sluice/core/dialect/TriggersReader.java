package dev.sluice.core.dialect;

import dev.sluice.core.cron.Cron;
import dev.sluice.core.cron.CronException;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import dev.sluice.core.text.Nearest;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What starts runs by itself. Only checked: whoever starts runs reads it. */
final class TriggersReader {

    private static final int MOST = 32;
    private static final int MOST_BRANCHES = 32;
    private static final TextRule TYPE = TextRule.filled(128);
    private static final TextRule BRANCH = TextRule.filled(256);
    private static final TextRule SCHEDULE = TextRule.filled(100);
    private static final TextRule ZONE = TextRule.filled(64);

    private TriggersReader() {}

    /** @param variables that the pipeline declares */
    static void check(Fields spec, Set<String> variables) {
        spec.items("triggers", 0, MOST, (item, at) -> {
            Fields.of(item, at, spec.problems()).ifPresent(trigger -> trigger(trigger, at, variables));
            return Optional.empty();
        });
    }

    private static void trigger(Fields trigger, Path at, Set<String> variables) {
        if (trigger.has("event") == trigger.has("schedule")) {
            trigger.problems().add(Problem.invalid(at.text(), "has exactly one of event and schedule"));
        }
        event(trigger);
        schedule(trigger);
        for (String name : WorkReader.environment(trigger, "variables").keySet()) {
            if (!variables.contains(name)) {
                trigger.problems()
                        .add(Problem.invalid(
                                at.field("variables").field(name).text(),
                                "the pipeline declares no variable \"" + name + "\"" + Nearest.hint(name, variables)));
            }
        }
        trigger.end();
    }

    /** They come with the server, and until then a run that is waited for would never come. */
    private static void event(Fields trigger) {
        trigger.text("event", TYPE);
        trigger.texts("branches", 1, MOST_BRANCHES, BRANCH);
        WhenReader.read(trigger);
        if (trigger.has("event")) {
            trigger.problems().add(Problem.notYetSupported(trigger.path("event").text()));
        }
        if (trigger.has("schedule")) {
            refuse(trigger, "event", "branches", "when");
        }
    }

    private static void schedule(Fields trigger) {
        trigger.text("schedule", SCHEDULE).ifPresent(text -> {
            try {
                Cron.parse(text);
            } catch (CronException e) {
                trigger.problem("schedule", e.getMessage());
            }
        });
        trigger.text("timeZone", ZONE).ifPresent(text -> {
            try {
                ZoneId.of(text);
            } catch (DateTimeException e) {
                trigger.problem(
                        "timeZone",
                        "no time zone \"" + Shown.briefly(text) + "\""
                                + Nearest.hint(text, ZoneId.getAvailableZoneIds()));
            }
        });
        trigger.word("onMissed", List.of("RunOnce", "Skip"));
        if (trigger.has("event")) {
            refuse(trigger, "schedule", "timeZone", "onMissed");
        }
    }

    private static void refuse(Fields trigger, String with, String... fields) {
        for (String field : fields) {
            if (trigger.has(field)) {
                trigger.problem(field, "goes with " + with);
            }
        }
    }
}
