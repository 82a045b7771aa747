package dev.sluice.core.dialect.graph;

import dev.sluice.core.dialect.Position;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Literal;
import dev.sluice.core.dialect.translation.Plain;
import dev.sluice.core.program.Shell;
import dev.sluice.core.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a stage runs, and as what. */
final class StageProgram {

    private static final int LONGEST_LABEL = 256;

    /** What runs the script of a runtime. */
    private static final Map<String, List<String>> RUNTIMES = new LinkedHashMap<>();

    static {
        RUNTIMES.put("python", List.of("python3"));
        RUNTIMES.put("node", List.of("node"));
        RUNTIMES.put("shell", List.of("sh"));
        RUNTIMES.put("sh", List.of("sh"));
        RUNTIMES.put("bash", List.of("bash"));
        RUNTIMES.put("ruby", List.of("ruby"));
        RUNTIMES.put("perl", List.of("perl"));
        RUNTIMES.put("java", List.of("java"));
        RUNTIMES.put("deno", List.of("deno", "run"));
        RUNTIMES.put("bun", List.of("bun", "run"));
    }

    private final Given stage;
    private final String name;

    /** The file that is run, where one is named. */
    private Optional<String> script = Optional.empty();

    private StageProgram(Given stage, String name) {
        this.stage = stage;
        this.name = name;
    }

    static Draft step(Given stage, String id, String name) {
        return new StageProgram(stage, name).step(id);
    }

    private Draft step(String id) {
        Draft draft = Draft.from(stage.mapping());
        draft.put("name", Draft.text(name, stage.mapping().position()));
        stage.text("description")
                .or(() -> Optional.of(id).filter(text -> !text.equals(name)))
                .filter(text -> !text.isBlank())
                .ifPresent(text -> draft.put(
                        "label",
                        Draft.text(
                                Literal.text(Literal.shortened(text, LONGEST_LABEL)), stage.position("description"))));
        program(draft);
        stage.text("image").ifPresent(image -> draft.put("image", Draft.text(image, stage.position("image"))));
        stage.text("timeout")
                .ifPresent(time -> draft.put(
                        "timeout", Draft.text(time.matches("[0-9]+") ? time + "s" : time, stage.position("timeout"))));
        environment().ifPresent(env -> draft.put("environment", env));
        StageFiles.add(stage, name, script, draft);
        stage.end();
        return draft;
    }

    private Optional<Source> environment() {
        return stage.take("env")
                .flatMap(value -> Given.of(value, stage.path("env"), stage.book()))
                .map(of -> {
                    Draft made = Draft.from(of.mapping());
                    of.mapping().fields().forEach((key, field) -> Plain.text(field.value(), of.path(key), of.book())
                            .ifPresent(text -> made.put(key, Draft.text(Literal.text(text), field.position()))));
                    return made.done();
                });
    }

    private void program(Draft draft) {
        if (stage.take("command").isPresent() && stage.take("script").isPresent()) {
            stage.problem("script", "excludes command; name one of the two");
        }
        script = stage.peek("script").flatMap(Plain::text).filter(text -> !text.isBlank());
        List.of("args", "runtime").forEach(stage::take);
        Optional<List<String>> argv = argv();
        Optional<String> line = argv.isPresent() ? Optional.empty() : line();
        Optional<Position> place = stage.position("command")
                .or(() -> stage.position("script"))
                .or(() -> stage.mapping().position());
        if (argv.isPresent()) {
            List<String> words = argv.get().stream().map(Literal::program).toList();
            draft.put("command", Draft.texts(words, place));
        } else if (line.isPresent()) {
            draft.put("script", Draft.text(Literal.program(line.get()), place));
        } else {
            stage.problem("command", "is missing, and script too");
        }
    }

    /** {@code command} as a list, or the runtime with its script and arguments. */
    private Optional<List<String>> argv() {
        if (stage.peek("command").orElse(null) instanceof Source.Sequence list) {
            stage.take("command");
            return Optional.of(Plain.texts(list, stage.path("command"), stage.book()))
                    .filter(texts -> !texts.isEmpty());
        }
        Optional<String> runtime = stage.text("runtime");
        if (runtime.isEmpty() || stage.peek("script").isEmpty()) {
            return Optional.empty();
        }
        List<String> known = RUNTIMES.get(runtime.get());
        if (known == null) {
            stage.problem(
                    "runtime",
                    "\"" + runtime.get().replaceAll("\\p{Cntrl}", "?") + "\" is none of "
                            + String.join(", ", RUNTIMES.keySet()) + Nearest.hint(runtime.get(), RUNTIMES.keySet()));
        }
        List<String> argv = new ArrayList<>(known == null ? List.of("sh") : known);
        stage.text("script").ifPresent(argv::add);
        stage.take("args").ifPresent(args -> argv.addAll(Plain.texts(args, stage.path("args"), stage.book())));
        return Optional.of(argv);
    }

    /** {@code command} as a line for the shell, or a script file by itself. */
    private Optional<String> line() {
        Optional<String> command = stage.text("command").filter(text -> !text.isBlank());
        return command.or(() -> stage.text("script").map(file -> Shell.words(List.of("sh", file))));
    }
}
