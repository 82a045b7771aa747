package dev.sluice.core.dialect;

import dev.sluice.core.model.Artifact;
import dev.sluice.core.model.Exchange;
import dev.sluice.core.model.Hooks;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Work.Program;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Files that a step reads and writes, and what runs around it. */
final class ExchangeReader {

    private static final TextRule FILE = TextRule.shaped(
            1024,
            Pattern.compile("(?!/)(?!(?:.*/)?\\.\\.(?:/|$))[^\\p{Cntrl}\\\\]+"),
            "is no path below the working directory: it has no / first, no .. in it, no backslash");
    private static final int MOST = 100;
    private static final int MOST_SIDE_EFFECTS = 32;
    private static final int MOST_HOOKS = 16;

    private ExchangeReader() {}

    static Exchange read(Fields fields) {
        return new Exchange(
                fields.distinctTexts("inputs", 0, MOST, FILE).orElse(List.of()),
                artifacts(fields),
                fields.texts("sideEffects", 0, MOST_SIDE_EFFECTS, TextRule.filled(256))
                        .orElse(List.of()),
                fields.mapping("hooks").map(ExchangeReader::hooks).orElse(Hooks.NONE),
                fields.mapping("cache").map(ExchangeReader::cache));
    }

    private static List<Artifact> artifacts(Fields owner) {
        Set<String> paths = new HashSet<>();
        return owner.items("artifacts", 0, MOST, (item, at) -> artifact(item, at, owner, paths))
                .orElse(List.of());
    }

    private static Optional<Artifact> artifact(Source item, Path at, Fields owner, Set<String> paths) {
        return Fields.of(item, at, owner.problems()).flatMap(fields -> {
            Optional<String> path = fields.demandText("path", FILE);
            Optional<String> schema = fields.text("schema", FILE);
            fields.end();
            path.filter(text -> !paths.add(text))
                    .ifPresent(text -> fields.problem("path", Shown.quoted(text) + " is there twice"));
            return path.map(text -> new Artifact(text, schema));
        });
    }

    private static Hooks hooks(Fields fields) {
        Hooks hooks = new Hooks(hooks(fields, "before"), hooks(fields, "after"));
        fields.end();
        return hooks;
    }

    private static List<Program> hooks(Fields owner, String when) {
        return owner.items(when, 0, MOST_HOOKS, (item, at) -> hook(item, at, owner))
                .orElse(List.of());
    }

    private static Optional<Program> hook(Source item, Path at, Fields owner) {
        return Fields.of(item, at, owner.problems()).flatMap(fields -> {
            Optional<Program> program = WorkReader.program(fields);
            fields.end();
            if (!fields.has("script") && !fields.has("command")) {
                fields.problem("command", "is missing, and script too");
            }
            return program;
        });
    }

    private static boolean cache(Fields fields) {
        boolean enabled = fields.flag("enabled") || !fields.mentions("enabled");
        fields.end();
        return enabled;
    }
}
