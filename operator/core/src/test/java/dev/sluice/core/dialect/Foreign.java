package dev.sluice.core.dialect;

import dev.sluice.core.dialect.recognition.Dialect;
import dev.sluice.core.dialect.recognition.Dialects;
import dev.sluice.core.dialect.translation.Note;
import dev.sluice.core.dialect.translation.Translation;
import dev.sluice.core.model.Path;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Files of other dialects in tests: what becomes of them, and what is said of them. */
public record Foreign(Source file, Translation translation) {

    public static Foreign of(String text) {
        return of(text, Map.of());
    }

    public static Foreign of(String text, Map<String, String> environment) {
        try {
            Source parsed = Source.parse(text).get(0);
            Dialect dialect = Dialect.of(parsed);
            Source file = Dialects.whole(dialect, parsed);
            return new Foreign(file, Dialects.translate(dialect, file, "p", environment));
        } catch (SourceException e) {
            throw new AssertionError(e.position() + e.getMessage(), e);
        }
    }

    /** A part of the first pipeline, as YAML on one line; its problems where it has some. */
    public String at(String path) {
        if (!translation.problems().isEmpty()) {
            return String.join("\n", problems());
        }
        Source current = translation.documents().get(0);
        for (Object segment : Path.segments(path)) {
            current = segment instanceof String name
                    ? ((Source.Mapping) current).get(name).orElseThrow(() -> new AssertionError("no " + name))
                    : ((Source.Sequence) current).items().get((Integer) segment);
        }
        return YamlText.onOneLine(current);
    }

    /** All that is wrong, as {@code line:column: path: message}; with what the checks of the resource say. */
    public List<String> problems() {
        List<String> lines = new ArrayList<>();
        translation
                .problems()
                .forEach(problem ->
                        lines.add(file.locate(problem.path()).map(p -> p + ": ").orElse("") + problem));
        for (Source document : translation.documents()) {
            ResourceReader.readPipeline(document)
                    .then(pipeline -> Planner.plan(pipeline, Map.of()))
                    .problems()
                    .forEach(problem -> lines.add(
                            document.locate(problem.path()).map(p -> p + ": ").orElse("") + problem));
        }
        return lines;
    }

    /** As {@code what why (step)}. */
    public List<String> notes() {
        return translation.notes().stream().map(Foreign::line).toList();
    }

    private static String line(Note note) {
        return note.what() + " " + note.why() + (note.step().isEmpty() ? "" : " (" + note.step() + ")");
    }

    public Plan plan() {
        if (!problems().isEmpty()) {
            throw new AssertionError(problems());
        }
        return Planner.plan(
                        ResourceReader.readPipeline(translation.documents().get(0))
                                .value()
                                .orElseThrow(),
                        Map.of())
                .value()
                .orElseThrow();
    }
}
