package dev.sluice.core.dialect;

import dev.sluice.core.model.Concurrency;
import dev.sluice.core.model.FailureRules;
import dev.sluice.core.model.OnFailure;
import dev.sluice.core.model.SoftFail;
import dev.sluice.core.model.StartRules;
import dev.sluice.core.text.Nearest;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** When jobs of a step may start, and what their failures mean. */
final class RulesReader {

    private static final TextRule GROUP = TextRule.filled(253);
    private static final TextRule STEP = TextRule.filled(40);
    private static final int MOST_DEPENDENCIES = 100;
    private static final int MOST_EXIT_CODES = 100;
    private static final int MOST_ACTIVE = 1000;
    private static final int MOST_PRIORITY = 1000;

    private RulesReader() {}

    static StartRules start(Fields step, Optional<List<String>> dependsOn) {
        List<String> mayFail =
                step.distinctTexts("allowFailureOf", 0, MOST_DEPENDENCIES, STEP).orElse(List.of());
        List<String> named = dependsOn.orElse(List.of());
        for (int i = 0; i < mayFail.size(); i++) {
            if (!named.contains(mayFail.get(i))) {
                step.problem(
                        "allowFailureOf",
                        Shown.quoted(mayFail.get(i)) + " is not in dependsOn" + Nearest.hint(mayFail.get(i), named));
            }
        }
        return new StartRules(
                mayFail,
                step.flag("allowDependencyFailure"),
                step.has("barrier") ? Optional.of(step.flag("barrier")) : Optional.empty(),
                concurrency(step, false),
                step.integer("priority", -MOST_PRIORITY, MOST_PRIORITY).orElse(0));
    }

    static FailureRules failure(Fields step, OnFailure defaults) {
        OnFailure onFailure = DefaultsReader.onFailure(step, defaults);
        Optional<String> rollbackTo = step.text("rollbackTo", STEP);
        if (rollbackTo.isPresent() && onFailure != OnFailure.ROLLBACK) {
            step.problem("rollbackTo", "goes with onFailure: Rollback");
        }
        if (onFailure == OnFailure.ROLLBACK && !step.has("rollbackTo")) {
            step.problem("onFailure", "says Rollback, and rollbackTo does not say to which step");
        }
        return new FailureRules(onFailure, rollbackTo, softFail(step), step.flag("failFast"));
    }

    static Optional<SoftFail> softFail(Fields owner) {
        return owner.mapping("softFail").map(fields -> {
            Optional<Set<Integer>> codes = fields.distinctIntegers("exitCodes", 1, MOST_EXIT_CODES, 1, 255)
                    .map(HashSet::new);
            fields.end();
            return new SoftFail(codes);
        });
    }

    /** @param ofRun runs may also cancel or reject one another */
    static Optional<Concurrency> concurrency(Fields owner, boolean ofRun) {
        return owner.mapping("concurrency").flatMap(fields -> {
            Optional<String> group = fields.demandText("group", GROUP);
            int limit = fields.integer("limit", 1, MOST_ACTIVE).orElse(1);
            Concurrency.Method method = fields.word("method", List.of("Ordered", "Eager"))
                    .filter("Eager"::equals)
                    .map(eager -> Concurrency.Method.EAGER)
                    .orElse(Concurrency.Method.ORDERED);
            Concurrency.OnConflict onConflict = ofRun ? onConflict(fields) : Concurrency.OnConflict.QUEUE;
            fields.end();
            return group.map(g -> new Concurrency(g, limit, method, onConflict));
        });
    }

    private static Concurrency.OnConflict onConflict(Fields fields) {
        return fields.word("onConflict", List.of("Queue", "CancelOlder", "Reject"))
                .map(word -> switch (word) {
                    case "CancelOlder" -> Concurrency.OnConflict.CANCEL_OLDER;
                    case "Reject" -> Concurrency.OnConflict.REJECT;
                    default -> Concurrency.OnConflict.QUEUE;
                })
                .orElse(Concurrency.OnConflict.QUEUE);
    }
}
