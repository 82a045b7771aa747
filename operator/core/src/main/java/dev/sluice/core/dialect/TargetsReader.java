package dev.sluice.core.dialect;

import dev.sluice.core.model.Path;
import dev.sluice.core.model.Rollout;
import dev.sluice.core.model.Target;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The hosts or places of a pipeline or a run, and how steps move over them. */
final class TargetsReader {

    private static final int MOST = 1000;

    private TargetsReader() {}

    static List<Target> targets(Fields owner) {
        Set<String> names = new HashSet<>();
        return owner.items("targets", 0, MOST, (item, at) -> target(item, at, owner, names))
                .orElse(List.of());
    }

    static Rollout rollout(Fields owner) {
        return owner.mapping("rollout")
                .map(fields -> {
                    Rollout rollout = new Rollout(
                            fields.integer("batchSize", 1, MOST),
                            fields.integer("maxFailures", 0, MOST),
                            fields.flag("barrier"));
                    if (rollout.maxFailures().isPresent() && !fields.has("batchSize")) {
                        fields.problem(
                                "maxFailures", "goes with batchSize: without batches all targets are begun at once");
                    }
                    fields.end();
                    return rollout;
                })
                .orElse(Rollout.ALL_AT_ONCE);
    }

    private static Optional<Target> target(Source item, Path at, Fields owner, Set<String> names) {
        return Fields.of(item, at, owner.problems()).flatMap(fields -> {
            Optional<String> name = fields.demandText("name", TextRule.OBJECT_NAME);
            name.filter(n -> !names.add(n)).ifPresent(n -> fields.problem("name", Shown.quoted(n) + " is there twice"));
            Optional<Target> target = name.map(n -> new Target(n, WorkReader.environment(fields, "variables")));
            fields.takeQuietly("variables");
            fields.end();
            return target;
        });
    }
}
