package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.model.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code command} or {@code commands}: lines of one script; and {@code plugins}, which are not run. */
final class Programs {

    /** Does nothing, and needs nothing. */
    private static final String NOTHING = ":";

    private static final int LONGEST = 256;

    private Programs() {}

    /** @return why there is nothing to run, where that is so */
    static Optional<Source> into(Draft draft, Given step, String name, Matrices matrices) {
        List<String> plugins = plugins(step, name);
        List<String> lines = new ArrayList<>();
        Optional<Source> written = Optional.empty();
        for (String field : Shape.Kind.COMMAND.words()) {
            Optional<Source> value = step.take(field);
            value.ifPresent(v -> lines.addAll(Plain.texts(v, step.path(field), step.book())));
            written = written.or(() -> value);
        }
        String script = String.join("\n", lines);
        if (!script.isBlank()) {
            draft.put(
                    "script",
                    Draft.text(matrices.program(script), written.orElseThrow().position()));
            return Optional.empty();
        }
        draft.put("script", Draft.text(NOTHING, draft.position()));
        if (plugins.isEmpty()) {
            return Optional.empty();
        }
        String all = "runs plugins alone (" + String.join(", ", plugins) + "), which are not run here";
        return Optional.of(Draft.text(
                all.length() > LONGEST ? "runs plugins alone, which are not run here" : all, step.position("plugins")));
    }

    private static List<String> plugins(Given step, String name) {
        List<String> named = new ArrayList<>();
        step.take("plugins").ifPresent(value -> {
            Path path = step.path("plugins");
            if (value instanceof Source.Mapping mapping) {
                mapping.fields().keySet().forEach(plugin -> named(plugin, path.field(plugin), step, name, named));
                return;
            }
            List<Source> items = Plain.oneOrMany(value);
            for (int i = 0; i < items.size(); i++) {
                Path at = path.index(i);
                if (items.get(i) instanceof Source.Mapping mapping) {
                    mapping.fields().keySet().forEach(plugin -> named(plugin, at, step, name, named));
                } else {
                    Plain.text(items.get(i), at, step.book()).ifPresent(plugin -> named(plugin, at, step, name, named));
                }
            }
        });
        return named;
    }

    private static void named(String plugin, Path at, Given step, String name, List<String> named) {
        String shown = plugin.replaceAll("\\p{Cntrl}", "?");
        named.add(shown);
        step.book().note(at, name, "plugin " + shown, "is not run");
    }
}
