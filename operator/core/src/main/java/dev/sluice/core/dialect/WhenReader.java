package dev.sluice.core.dialect;

import dev.sluice.core.model.EnvironmentNames;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.When;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Conditions, two levels of any, all and not. */
final class WhenReader {

    private static final int MOST = 100;
    private static final int MOST_NESTED = 16;
    private static final int DEEPEST = 2;
    private static final TextRule GLOB = TextRule.filled(256);
    private static final TextRule PATH = TextRule.filled(1024);
    private static final TextRule LABEL = TextRule.filled(63);
    private static final TextRule EVENT = TextRule.filled(128);
    private static final TextRule VALUE = TextRule.upTo(256);
    private static final TextRule EXPRESSION = TextRule.filled(4096);

    private WhenReader() {}

    static Optional<When> read(Fields step) {
        return step.mapping("when").map(fields -> read(fields, 0));
    }

    private static When read(Fields fields, int depth) {
        When when = new When(
                fields.distinctTexts("branches", 1, MOST, GLOB).orElse(List.of()),
                fields.distinctTexts("paths", 1, MOST, PATH).orElse(List.of()),
                fields.distinctTexts("labels", 1, MOST, LABEL).orElse(List.of()),
                variables(fields),
                fields.distinctTexts("events", 1, MOST, EVENT).orElse(List.of()),
                fields.text("expression", EXPRESSION),
                depth < DEEPEST ? fields.mapping("not").map(not -> read(not, depth + 1)) : tooDeep(fields, "not"),
                nested(fields, "any", depth),
                nested(fields, "all", depth));
        fields.end();
        return when;
    }

    private static Map<String, String> variables(Fields fields) {
        return fields.textMap("variables", MOST, VALUE, name -> EnvironmentNames.fault(name)
                .map(message -> Shown.quoted(name) + " " + message));
    }

    private static List<When> nested(Fields fields, String name, int depth) {
        if (depth >= DEEPEST) {
            tooDeep(fields, name);
            return List.of();
        }
        return fields.items(name, 1, MOST_NESTED, (item, at) -> item(fields, depth, item, at))
                .orElse(List.of());
    }

    private static Optional<When> item(Fields owner, int depth, Source item, Path at) {
        return Fields.of(item, at, owner.problems()).map(fields -> read(fields, depth + 1));
    }

    private static Optional<When> tooDeep(Fields fields, String name) {
        if (fields.take(name).isPresent()) {
            fields.problem(name, "is too deep: not, any and all go two levels deep");
        }
        return Optional.empty();
    }
}
