package dev.sluice.local;

import dev.sluice.core.check.Answers;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Whether every gate of a run will find somebody to ask, found before anything runs: a run never waits for nobody. */
public final class GatePreflight {

    private final Map<String, GateStep> gates = new LinkedHashMap<>();
    private final GateAnswers given;
    private final List<String> problems = new ArrayList<>();

    private GatePreflight(Plan plan, GateAnswers given) {
        this.given = given;
        for (GateStep gate : plan.gates()) {
            if (plan.step(gate.gate()).skipped().isEmpty()) {
                gates.put(gate.gate(), gate);
            }
        }
    }

    /** @param terminal somebody can be asked */
    public static List<String> check(Plan plan, GateAnswers given, boolean terminal) {
        GatePreflight preflight = new GatePreflight(plan, given);
        preflight.names("--approve", new TreeSet<>(given.approved()));
        preflight.names("--reject", new TreeSet<>(given.rejected()));
        preflight.names("--field", new TreeSet<>(given.fields().keySet()));
        preflight.gates.values().forEach(gate -> preflight.check(gate, terminal));
        return List.copyOf(preflight.problems);
    }

    private void names(String option, TreeSet<String> names) {
        for (String name : names) {
            if (!gates.containsKey(name)) {
                problems.add("%s %s: this run has no gate \"%s\"%s"
                        .formatted(option, name, name, Nearest.hint(name, gates.keySet())));
            }
        }
    }

    private void check(GateStep gate, boolean terminal) {
        String name = gate.gate();
        if (given.approved().contains(name) && given.rejected().contains(name)) {
            problems.add("gate \"%s\" can't be approved and rejected: --approve %s or --reject %s"
                    .formatted(name, name, name));
        } else if (!given.decides(name) && !terminal) {
            problems.add("gate \"%s\" asks a person, and there is no terminal to ask on: --approve %s%s or --reject %s"
                    .formatted(name, name, fields(gate), name));
        } else if (given.approved().contains(name)) {
            Answers.of(gate, given.of(name)).problems().forEach(problem -> wrong(gate, problem));
        } else {
            written(gate);
        }
    }

    /** Of what will be asked, only what was given can be wrong. */
    private void written(GateStep gate) {
        given.of(gate.gate()).forEach((key, values) -> gate.fields().stream()
                .filter(field -> field.key().equals(key))
                .findFirst()
                .ifPresentOrElse(
                        field -> Answers.fault(field, values).ifPresent(fault -> wrong(gate, key + " " + fault)),
                        () -> wrong(gate, "has no field \"" + key + "\"" + Nearest.hint(key, gate.keys()))));
    }

    private void wrong(GateStep gate, String problem) {
        problems.add("gate \"%s\": %s; fill in with --field %s.KEY=VALUE".formatted(gate.gate(), problem, gate.gate()));
    }

    private static String fields(GateStep gate) {
        StringBuilder options = new StringBuilder();
        gate.fields().stream()
                .filter(field -> field.required() && field.defaultValue().isEmpty())
                .forEach(field -> options.append(" --field ")
                        .append(gate.gate())
                        .append('.')
                        .append(field.key())
                        .append("=…"));
        return options.toString();
    }
}
