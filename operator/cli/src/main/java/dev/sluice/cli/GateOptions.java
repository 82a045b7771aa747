package dev.sluice.cli;

import dev.sluice.local.GateAnswers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What is said at gates by options, for scripts. */
final class GateOptions {

    @Option(
            names = "--approve",
            paramLabel = "GATE",
            description =
                    "Let this gate on: a block or input step, or a step with an approval, without asking. Repeatable.")
    List<String> approve = new ArrayList<>();

    @Option(names = "--reject", paramLabel = "GATE", description = "Reject at this gate, without asking. Repeatable.")
    List<String> reject = new ArrayList<>();

    @Option(
            names = "--field",
            paramLabel = "GATE.KEY=VALUE",
            description = "Fill in a field of a block or input step. Repeatable, also for several values of one field.")
    List<String> fields = new ArrayList<>();

    GateAnswers answers() {
        Map<String, Map<String, List<String>>> answers = new LinkedHashMap<>();
        List<String> problems = new ArrayList<>();
        for (String field : fields) {
            int dot = field.indexOf('.');
            int equals = field.indexOf('=');
            if (dot < 1 || equals < dot + 2) {
                problems.add("--field %s: write GATE.KEY=VALUE".formatted(field));
            } else {
                answers.computeIfAbsent(field.substring(0, dot), gate -> new LinkedHashMap<>())
                        .computeIfAbsent(field.substring(dot + 1, equals), key -> new ArrayList<>())
                        .add(field.substring(equals + 1));
            }
        }
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return new GateAnswers(new LinkedHashSet<>(approve), new LinkedHashSet<>(reject), answers);
    }
}
