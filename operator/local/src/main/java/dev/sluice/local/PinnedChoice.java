package dev.sluice.local;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.Choice;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which steps a run was about, in its {@code pinned.json}: planned anew, it leaves out the same. */
final class PinnedChoice {

    private PinnedChoice() {}

    static Source write(Choice choice) {
        return Source.of(Map.of(
                "only",
                List.copyOf(choice.only()),
                "skip",
                List.copyOf(choice.skip()),
                "taken",
                List.copyOf(choice.taken()),
                "from",
                choice.from()));
    }

    static Choice read(Source.Mapping pinned) {
        if (!(pinned.get("choice").orElse(null) instanceof Source.Mapping choice)) {
            return Choice.ALL; // an older Sluice wrote it
        }
        String from = choice.get("from").orElse(null) instanceof Source.Scalar run ? run.text() : "";
        return new Choice(names(choice, "only"), names(choice, "skip"), names(choice, "taken"), from);
    }

    private static Set<String> names(Source.Mapping choice, String field) {
        Set<String> names = new LinkedHashSet<>();
        if (choice.get(field).orElse(null) instanceof Source.Sequence list) {
            list.items().forEach(name -> names.add(((Source.Scalar) name).text()));
        }
        return names;
    }
}
