package dev.sluice.core.dialect.stages;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Notebook;
import dev.sluice.core.dialect.translation.Origins;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.dialect.translation.Resources;
import dev.sluice.core.dialect.translation.StepNames;
import dev.sluice.core.dialect.translation.Translation;
import dev.sluice.core.model.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Stage YAML (C1). {@code ${…}} in it is what it is in a resource: variables and outputs. */
public final class StagesReader {

    private static final int LONGEST_NAME = 63;
    private static final List<String> TRIGGER_SCHEDULE = List.of("schedule", "timeZone", "onMissed");

    private StagesReader() {}

    /** @param name where the file does not say */
    public static Translation read(Source.Mapping file, String name) {
        Notebook book = new Notebook();
        Given given = new Given(file, Path.ROOT, book);
        Draft spec = Draft.from(file);
        String called = given.text("name")
                .map(text -> StepNames.slug(text, LONGEST_NAME))
                .orElse(name);
        given.text("version").ifPresent(text -> spec.put("version", Draft.text(text, given.position("version"))));
        given.text("description")
                .ifPresent(text -> spec.put("description", Draft.text(text, given.position("description"))));
        Times.of(given, "timeout").ifPresent(text -> spec.put("timeout", Draft.text(text, given.position("timeout"))));
        texts(given, "variables").ifPresent(variables -> spec.put("variables", variables));
        triggers(given).ifPresent(triggers -> spec.put("triggers", triggers));
        StageList list = new StageList(given.take("stages").orElse(Draft.list(List.of(), file.position())), book);
        List<Source> steps = list.stages().stream()
                .map(stage -> StageTranslation.of(stage, list))
                .toList();
        spec.put("steps", Draft.list(steps, given.position("stages")));
        given.end();
        return new Translation(
                List.of(Resources.pipeline(called.isEmpty() ? name : called, spec.done())),
                book.problems(),
                book.notes(),
                Origins.of(file));
    }

    /** Texts by name; numbers and booleans are texts too. */
    static Optional<Source> texts(Given owner, String field) {
        return owner.take(field)
                .flatMap(value -> Given.of(value, owner.path(field), owner.book()))
                .map(of -> {
                    Draft made = Draft.from(of.mapping());
                    of.mapping().fields().forEach((key, entry) -> Plain.text(entry.value(), of.path(key), of.book())
                            .ifPresent(text -> made.put(key, Draft.text(text, entry.position()))));
                    return made.done();
                });
    }

    /** Schedules start runs in a cluster. What starts them by events is not built. */
    private static Optional<Source> triggers(Given given) {
        List<Source> made = new ArrayList<>();
        List<Source> items = given.take("triggers").map(Plain::oneOrMany).orElse(List.of());
        for (int i = 0; i < items.size(); i++) {
            Given.of(items.get(i), Path.of("triggers").index(i), given.book()).ifPresent(trigger -> {
                if (trigger.peek("schedule").isPresent()) {
                    Draft schedule = Draft.from(trigger.mapping());
                    TRIGGER_SCHEDULE.forEach(field -> trigger.text(field)
                            .ifPresent(text -> schedule.put(field, Draft.text(text, trigger.position(field)))));
                    made.add(schedule.done());
                } else {
                    List.of("branches", "when", "variables").forEach(trigger::take);
                    trigger.text("event")
                            .ifPresentOrElse(
                                    event -> given.book()
                                            .note(
                                                    trigger.path("event"),
                                                    "",
                                                    "trigger " + event,
                                                    "starts no run yet:"
                                                            + " runs are started by hand or by a schedule"),
                                    () -> trigger.problem("event", "is missing, and schedule too"));
                }
                trigger.end();
            });
        }
        return made.isEmpty() ? Optional.empty() : Optional.of(Draft.list(made, given.position("triggers")));
    }

    static Map<String, String> words() {
        return Map.of("halt", "Halt", "continue", "Continue", "rollback", "Rollback");
    }
}
