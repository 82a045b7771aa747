package dev.sluice.core.plan;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Concurrency;
import dev.sluice.core.model.RunRules;
import dev.sluice.core.text.Reference;
import dev.sluice.core.text.Template;
import java.util.Map;
import java.util.Optional;

/** Names of concurrency groups, with what {@code ${…}} stands for in them. */
final class Groups {

    private Groups() {}

    static Optional<Concurrency> of(RunRules rules, Map<String, String> variables) {
        return rules.concurrency().map(c -> resolved(c, variables, Lane.ONLY, Map.of()));
    }

    static Optional<Concurrency> of(
            CommandStep step, Map<String, String> variables, Lane lane, Map<String, String> combination) {
        return step.start().concurrency().map(c -> resolved(c, variables, lane, combination));
    }

    private static Concurrency resolved(
            Concurrency concurrency, Map<String, String> variables, Lane lane, Map<String, String> combination) {
        return concurrency.withGroup(Template.parse(concurrency.group())
                .render(reference -> reference instanceof Reference.MatrixValue value
                        ? combination.get(value.dimension())
                        : variable(((Reference.Variable) reference).name(), variables, lane)));
    }

    private static String variable(String name, Map<String, String> variables, Lane lane) {
        return lane.target().map(target -> target.variables().get(name)).orElseGet(() -> variables.get(name));
    }
}
