package dev.sluice.core.check;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Exchange;
import dev.sluice.core.model.Hooks;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.Work.Program;
import dev.sluice.core.program.Wrapped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What stands around a program needs one that is the step's own, and the cache needs to know what a step reads (E5, E6). */
final class FilesAndHooks {

    private static final String OWN =
            "goes with a script or command of the step's own: around an image's or agent's own command there is no place";

    private FilesAndHooks() {}

    static List<Problem> check(Subject subject) {
        List<Problem> problems = new ArrayList<>();
        for (PlacedStep placed : subject.sound()) {
            check(problems, placed.path(), (CommandStep) placed.step());
        }
        return problems;
    }

    private static void check(List<Problem> problems, Path path, CommandStep step) {
        Exchange exchange = step.exchange();
        Optional<Program> program = step.work().program();
        boolean hooks = !exchange.hooks().equals(Hooks.NONE);
        if (hooks && program.isEmpty()) {
            problems.add(problem(path.field("hooks"), OWN));
        }
        if (!exchange.artifacts().isEmpty() && program.isEmpty()) {
            problems.add(problem(path.field("artifacts"), OWN));
        }
        if (exchange.wraps() && program.isPresent() && tooLong(program.get(), exchange)) {
            problems.add(problem(
                    path.field(hooks ? "hooks" : "artifacts"),
                    "make one script with the step's own program, and that has more than %,d bytes; put some of it into files"
                            .formatted(RenderedLengths.LONGEST)));
        }
        if (exchange.cache().orElse(false) && exchange.inputs().isEmpty()) {
            problems.add(problem(
                    path.field("cache").field("enabled"),
                    "goes with inputs: the files that tell whether the step would do anything new"));
        }
    }

    private static boolean tooLong(Program program, Exchange exchange) {
        Program.Script wrapped = (Program.Script) Wrapped.of(program, exchange.hooks(), exchange.artifacts());
        return wrapped.text().getBytes(StandardCharsets.UTF_8).length > RenderedLengths.LONGEST;
    }

    private static Problem problem(Path path, String message) {
        return Problem.invalid(path.text(), message);
    }
}
