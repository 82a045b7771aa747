package dev.sluice.core.check;

import dev.sluice.core.check.Texts.Text;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The name of a concurrency group stays short, whatever is put into it. */
final class GroupNames {

    static final int LONGEST = 253;

    private GroupNames() {}

    static List<Problem> check(Subject subject) {
        Optional<Map<String, Long>> variables = VariablesResolve.lengths(subject);
        List<Problem> problems = new ArrayList<>();
        if (variables.isPresent()) {
            subject.pipeline().rules().concurrency().ifPresent(c -> {
                Path path = Path.of("spec").field("concurrency").field("group");
                check(new Text(path, c.group(), Texts.Known.VARIABLES), Optional.empty(), variables.get(), problems);
            });
            for (PlacedStep placed : subject.sound()) {
                CommandStep step = (CommandStep) placed.step();
                Texts.of(placed, step).stream()
                        .filter(text -> text.known() == Texts.Known.GROUP)
                        .forEach(text -> check(text, Optional.of(step), variables.get(), problems));
            }
        }
        return problems;
    }

    private static void check(
            Text text, Optional<CommandStep> step, Map<String, Long> variables, List<Problem> problems) {
        long length = RenderedLengths.length(text, step, variables);
        boolean known = !text.text().contains("${steps."); // an output is said to be out of place elsewhere
        if (known && length > LONGEST) {
            problems.add(Problem.invalid(
                    text.path().text(),
                    "may have %,d characters once all ${…} are replaced; at most %d".formatted(length, LONGEST)));
        }
    }
}
