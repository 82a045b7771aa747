package dev.sluice.core.check;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Exchange;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Work;
import dev.sluice.core.model.Work.Program;
import dev.sluice.core.model.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Every text of a pipeline that may hold a {@code ${…}}, with its place and with what may be referred to there. */
final class Texts {

    /** @param known what may be referred to beside variables */
    record Text(Path path, String text, Known known) {}

    enum Known {
        VARIABLES,
        MATRIX,
        /** As {@link #MATRIX}, in the name of a concurrency group. */
        GROUP,
        OUTPUTS,
        MATRIX_AND_OUTPUTS,
        /** What undoes a step is one job, whatever the step is, and knows what the step wrote. */
        OUTPUTS_OF_UNDO,
        NOTHING_MORE,
        /** All but the matrix is the shell's. */
        PROGRAM,
        /** Everything is. */
        PROGRAM_OF_UNDO;

        boolean ofUndo() {
            return this == OUTPUTS_OF_UNDO || this == NOTHING_MORE || this == PROGRAM_OF_UNDO;
        }

        boolean ofProgram() {
            return this == PROGRAM || this == PROGRAM_OF_UNDO;
        }
    }

    private Texts() {}

    static List<Text> ofPipeline(Subject subject) {
        List<Text> texts = new ArrayList<>();
        add(texts, Path.of("spec").field("environment"), subject.pipeline().environment(), Known.VARIABLES);
        subject.pipeline()
                .rules()
                .concurrency()
                .ifPresent(c -> texts.add(
                        new Text(Path.of("spec").field("concurrency").field("group"), c.group(), Known.VARIABLES)));
        subject.pipeline().workspace().flatMap(Workspace::git).ifPresent(git -> {
            Path path = Path.of("spec").field("workspace").field("git");
            texts.add(new Text(path.field("url"), git.url(), Known.VARIABLES));
            git.revision().ifPresent(text -> texts.add(new Text(path.field("revision"), text, Known.VARIABLES)));
        });
        for (PlacedStep placed : subject.all()) {
            if (!(placed.step() instanceof CommandStep)) {
                texts.add(new Text(placed.path().field("label"), placed.step().label(), Known.VARIABLES));
            }
        }
        return texts;
    }

    static List<Text> of(PlacedStep placed, CommandStep step) {
        Path path = placed.path();
        List<Text> texts = new ArrayList<>(program(path, step));
        texts.add(new Text(path.field("label"), step.label(), Known.MATRIX_AND_OUTPUTS));
        step.work().image().ifPresent(text -> texts.add(new Text(path.field("image"), text, Known.MATRIX)));
        step.work().task().ifPresent(text -> texts.add(new Text(path.field("task"), text, Known.MATRIX_AND_OUTPUTS)));
        step.work()
                .config()
                .ifPresent(text -> texts.add(new Text(path.field("config"), text, Known.MATRIX_AND_OUTPUTS)));
        step.start()
                .concurrency()
                .ifPresent(c -> texts.add(new Text(path.field("concurrency").field("group"), c.group(), Known.GROUP)));
        add(texts, path.field("environment"), step.work().environment(), Known.MATRIX_AND_OUTPUTS);
        if (step.work().program().orElse(null) instanceof Program.Downstream downstream) {
            downstream.map(path.field("trigger"), (at, text) -> {
                texts.add(new Text(at, text, Known.MATRIX_AND_OUTPUTS));
                return text;
            });
        }
        addFiles(texts, path, step.exchange());
        step.undo().ifPresent(undo -> addUndo(texts, path.field("rollback"), undo.work()));
        step.matrix().ifPresent(matrix -> {
            for (int i = 0; i < matrix.adjustments().size(); i++) {
                Path at = path.field("matrix").field("adjustments").index(i).field("environment");
                add(texts, at, matrix.adjustments().get(i).environment(), Known.MATRIX_AND_OUTPUTS);
            }
        });
        return texts;
    }

    static List<Text> of(PlacedStep placed, GateStep gate) {
        Path path = placed.path().field(gate.holds() ? "block" : "input").field("prompt");
        return List.of(new Text(path, gate.prompt(), Known.OUTPUTS));
    }

    private static void addUndo(List<Text> texts, Path path, Work work) {
        texts.addAll(program(path, work, Known.PROGRAM_OF_UNDO));
        work.image().ifPresent(text -> texts.add(new Text(path.field("image"), text, Known.NOTHING_MORE)));
        work.task().ifPresent(text -> texts.add(new Text(path.field("task"), text, Known.OUTPUTS_OF_UNDO)));
        work.config().ifPresent(text -> texts.add(new Text(path.field("config"), text, Known.OUTPUTS_OF_UNDO)));
        add(texts, path.field("environment"), work.environment(), Known.OUTPUTS_OF_UNDO);
    }

    static List<Text> program(Path path, CommandStep step) {
        List<Text> texts = new ArrayList<>(program(path, step.work(), Known.PROGRAM));
        Path hooks = path.field("hooks");
        addHooks(texts, hooks.field("before"), step.exchange().hooks().before());
        addHooks(texts, hooks.field("after"), step.exchange().hooks().after());
        return texts;
    }

    private static void addHooks(List<Text> texts, Path path, List<Program> hooks) {
        for (int i = 0; i < hooks.size(); i++) {
            texts.addAll(program(path.index(i), Work.of(hooks.get(i)), Known.PROGRAM));
        }
    }

    private static void addFiles(List<Text> texts, Path path, Exchange exchange) {
        for (int i = 0; i < exchange.inputs().size(); i++) {
            texts.add(new Text(path.field("inputs").index(i), exchange.inputs().get(i), Known.MATRIX_AND_OUTPUTS));
        }
        for (int i = 0; i < exchange.artifacts().size(); i++) {
            Path at = path.field("artifacts").index(i).field("path");
            texts.add(new Text(at, exchange.artifacts().get(i).path(), Known.MATRIX_AND_OUTPUTS));
        }
    }

    private static List<Text> program(Path path, Work work, Known known) {
        List<Text> texts = new ArrayList<>();
        work.program().ifPresent(program -> {
            if (program instanceof Program.Script script) {
                texts.add(new Text(path.field("script"), script.text(), known));
            } else if (program instanceof Program.Command command) {
                for (int i = 0; i < command.argv().size(); i++) {
                    Path at = path.field("command").index(i);
                    texts.add(new Text(at, command.argv().get(i), known));
                }
            }
        });
        return texts;
    }

    private static void add(List<Text> texts, Path path, Map<String, String> values, Known known) {
        values.forEach((name, text) -> texts.add(new Text(path.field(name), text, known)));
    }
}
