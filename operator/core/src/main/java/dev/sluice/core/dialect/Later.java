package dev.sluice.core.dialect;

import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.Source.Sequence;
import dev.sluice.core.model.Problem;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Fields of the API that no code acts on yet. They are refused, lest a person believe that something guards or limits what nobody guards;
 * a value that asks for nothing beyond the default is let through, as the API server writes such defaults itself.
 */
final class Later {

    /** Any value asks for something. */
    private static final Predicate<Source> ALWAYS = value -> true;

    private static final Predicate<Source> UNLESS_EMPTY =
            value -> !(value instanceof Sequence list && list.items().isEmpty()
                    || value instanceof Mapping map && map.fields().isEmpty());

    static final Map<String, Predicate<Source>> OF_STEP = Map.ofEntries(
            Map.entry("queue", ALWAYS), Map.entry("agentTags", UNLESS_EMPTY), Map.entry("plugins", UNLESS_EMPTY));

    private Later() {}

    /** Takes all of them, so that they are no unknown fields. In alphabetical order, so that messages have one. */
    static void refuse(Fields fields, Map<String, Predicate<Source>> later) {
        later.keySet().stream()
                .sorted()
                .forEach(name -> fields.take(name).filter(later.get(name)).ifPresent(value -> fields.problems()
                        .add(Problem.notYetSupported(fields.path(name).text()))));
    }
}
