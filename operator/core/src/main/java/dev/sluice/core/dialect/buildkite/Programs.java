package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.model.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code command} or {@code commands}: lines of one script; and {@code plugins}, which are not run. */
final class Programs {

    /** Does nothing, and needs nothing. */
    private static final String NOTHING = ":";

    private static final int LONGEST = 256;

    private static final Pattern AGENT =
            Pattern.compile("(?<![\\w-])buildkite-agent\\s+([a-z][a-z-]*)(?:\\s+([a-z][a-z-]*))?");

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
            callsOfAgent(script, step, name);
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

    /** People who bring a file that makes its steps as it runs should not take what is planned for all there is. */
    private static void callsOfAgent(String script, Given step, String name) {
        Set<String> called = new TreeSet<>();
        boolean uploads = false;
        for (Matcher call = AGENT.matcher(script); call.find(); ) {
            boolean upload = call.group(1).equals("pipeline") && "upload".equals(call.group(2));
            uploads |= upload;
            if (!upload) {
                called.add(call.group(1));
            }
        }
        if (uploads) {
            step.book()
                    .note(
                            step.path(),
                            name,
                            "buildkite-agent pipeline upload",
                            "is not done: what it would add is in no plan; a step of Sluice says upload: true and writes"
                                    + " its steps to $SLUICE_OUTPUT");
        }
        called.forEach(word -> step.book()
                .note(step.path(), name, "buildkite-agent " + word, "needs a program that Sluice does not bring"));
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
