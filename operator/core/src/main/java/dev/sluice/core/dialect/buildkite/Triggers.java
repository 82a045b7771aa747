package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Literal;
import dev.sluice.core.dialect.translation.StepNames;
import java.util.Map;

/** {@code trigger}: the build of another pipeline. */
final class Triggers {

    private static final int LONGEST = 253;

    /** Fields of a run's event by fields of {@code build}. */
    private static final Map<String, String> EVENT =
            Map.of("branch", "branch", "commit", "revision", "message", "message");

    private Triggers() {}

    static void into(Draft draft, Given step, String name) {
        Draft trigger = new Draft(step.position("trigger").or(draft::position));
        step.text("trigger").ifPresent(slug -> trigger.putText("pipeline", StepNames.slug(slug, LONGEST)));
        step.flag("async")
                .filter(async -> async)
                .ifPresent(async -> trigger.put("async", Draft.flag(true, step.position("async"))));
        step.take("build")
                .flatMap(value -> Given.of(value, step.path("build"), step.book()))
                .ifPresent(build -> {
                    Draft event = Draft.from(build.mapping());
                    EVENT.keySet().stream().sorted().forEach(field -> build.text(field)
                            .filter(text -> !text.isEmpty())
                            .ifPresent(text -> event.put(
                                    EVENT.get(field), Draft.text(Literal.text(text), build.position(field)))));
                    if (!event.isEmpty()) {
                        trigger.put("event", event.done());
                    }
                    notPassedOn(build, "env", name);
                    notPassedOn(build, "meta_data", name);
                    build.end();
                });
        draft.put("trigger", trigger.done());
    }

    private static void notPassedOn(Given build, String field, String name) {
        build.take(field).ifPresent(value -> {
            if (!(value instanceof dev.sluice.core.dialect.Source.Mapping map
                    && map.fields().isEmpty())) {
                build.book()
                        .note(
                                build.path(field),
                                name,
                                "build." + field,
                                "is not passed on: a pipeline of Sluice" + " declares what it takes, as its variables");
            }
        });
    }
}
