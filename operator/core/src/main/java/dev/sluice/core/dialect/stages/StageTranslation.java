package dev.sluice.core.dialect.stages;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Literal;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.text.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A stage as the step that means the same. */
final class StageTranslation {

    private static final String ENVIRONMENT = "environment";
    private static final int LONGEST_LABEL = 256;
    private static final Map<String, String> ON_FAILURE = StagesReader.words();

    /** Fields that a step has under the same name, and that mean the same there. */
    private static final List<String> AS_THEY_ARE =
            List.of("image", "script", "command", "config", "outputs", "rollback", "parallelism", "skip");

    private StageTranslation() {}

    static Source of(StageList.Stage stage, StageList list) {
        Given given = stage.given();
        String name = list.names().of(stage.called()).orElse("stage");
        Draft draft = Draft.from(given.mapping());
        draft.put("name", Draft.text(name, given.position("name")));
        label(draft, given, stage.called(), name);
        draft.put("dependsOn", Draft.texts(list.dependsOn(stage), place(given)));
        text(draft, given, "agent", "agent");
        Optional<String> environment = given.text(ENVIRONMENT);
        given.text("task")
                .map(task -> environment
                        .map(e -> task.replace("${environment}", Literal.text(e)))
                        .orElse(task))
                .ifPresent(task -> draft.put("task", Draft.text(task, given.position("task"))));
        environment(draft, given, environment);
        AS_THEY_ARE.forEach(field -> given.take(field).ifPresent(value -> draft.put(field, value)));
        Times.of(given, "timeout").ifPresent(time -> draft.put("timeout", Draft.text(time, given.position("timeout"))));
        retries(draft, given);
        onFailure(draft, given);
        list.names().named(given, "rollback_to").stream()
                .findFirst()
                .flatMap(list.names()::of)
                .ifPresent(to -> draft.put("rollbackTo", Draft.text(to, given.position("rollback_to"))));
        Approvals.of(given, name).ifPresent(approval -> draft.put("approval", approval));
        Whens.of(given).ifPresent(when -> draft.put("when", when));
        given.end();
        return draft.done();
    }

    private static Optional<dev.sluice.core.dialect.Position> place(Given given) {
        return given.position("depends_on")
                .or(() -> given.position("parallel_with"))
                .or(() -> given.position("name"));
    }

    private static void label(Draft draft, Given given, String called, String name) {
        Optional<String> description = given.text("description").filter(text -> !text.isBlank());
        Optional<String> label = description.or(() -> Optional.of(called).filter(text -> !text.equals(name)));
        label.ifPresent(text ->
                draft.put("label", Draft.text(Literal.shortened(text, LONGEST_LABEL), given.position("description"))));
    }

    private static void text(Draft draft, Given given, String field, String as) {
        given.text(field).ifPresent(text -> draft.put(as, Draft.text(text, given.position(field))));
    }

    /** Where it is deployed to: a variable of the same name in its jobs, and in its own task. */
    private static void environment(Draft draft, Given given, Optional<String> environment) {
        Draft made = new Draft(given.position(ENVIRONMENT));
        environment.ifPresent(
                text -> made.put(ENVIRONMENT, Draft.text(Literal.text(text), given.position(ENVIRONMENT))));
        StagesReader.texts(given, "env")
                .ifPresent(
                        env -> ((Source.Mapping) env).fields().forEach((key, field) -> made.put(key, field.value())));
        if (!made.isEmpty()) {
            draft.put(ENVIRONMENT, made.done());
        }
    }

    private static void retries(Draft draft, Given given) {
        given.number("retries")
                .ifPresent(limit -> draft.put(
                        "retry",
                        new Draft(given.position("retries"))
                                .put("limit", Draft.number(limit, given.position("retries")))
                                .done()));
        given.take("retry").ifPresent(value -> {
            boolean number = Plain.number(value).isPresent();
            draft.put("retry", number ? Draft.from(value).put("limit", value).done() : value);
        });
    }

    private static void onFailure(Draft draft, Given given) {
        given.text("on_failure").ifPresent(word -> {
            String known = ON_FAILURE.get(word);
            if (known == null) {
                given.problem(
                        "on_failure",
                        "\"" + word.replaceAll("\\p{Cntrl}", "?") + "\" is none of halt, continue, rollback"
                                + Nearest.hint(word, ON_FAILURE.keySet()));
                return;
            }
            draft.put("onFailure", Draft.text(known, given.position("on_failure")));
        });
    }
}
