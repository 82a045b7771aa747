package dev.sluice.core.dialect;

import dev.sluice.core.model.Overrides;
import dev.sluice.core.model.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What else a run has otherwise than its pipeline. */
final class OverridesReader {

    private static final int MOST_STEPS = 500;

    private OverridesReader() {}

    static Overrides read(Fields owner) {
        return owner.mapping("overrides")
                .map(fields -> {
                    Set<String> names = new HashSet<>();
                    Map<String, String> environment = WorkReader.environment(fields, "environment");
                    List<Overrides.OfStep> steps = fields.items(
                                    "steps", 0, MOST_STEPS, (item, at) -> step(item, at, fields, names))
                            .orElse(List.of());
                    boolean continues =
                            fields.word("onFailure", List.of("Continue")).isPresent();
                    fields.end();
                    return new Overrides(environment, steps, continues);
                })
                .orElse(Overrides.NONE);
    }

    private static Optional<Overrides.OfStep> step(Source item, Path at, Fields owner, Set<String> names) {
        return Fields.of(item, at, owner.problems()).flatMap(fields -> {
            Optional<String> name = fields.demandText("name", TextRule.STEP_NAME);
            name.filter(n -> !names.add(n)).ifPresent(n -> fields.problem("name", Shown.quoted(n) + " is there twice"));
            Optional<String> image = fields.text("image", WorkReader.IMAGE);
            Map<String, String> environment = WorkReader.environment(fields, "environment");
            Optional<Overrides.OfStep> step =
                    name.map(n -> new Overrides.OfStep(n, image, environment, fields.duration("timeout")));
            fields.takeQuietly("timeout");
            fields.end();
            return step;
        });
    }
}
