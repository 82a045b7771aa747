package dev.sluice.core.check;

import dev.sluice.core.model.FormField;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What people are asked can be answered: a default is an answer, options differ, and each kind of field has what goes with it. */
final class GateForms {

    static final int MOST_GATES = 50;

    private final Subject subject;
    private final List<Problem> problems = new ArrayList<>();

    private GateForms(Subject subject) {
        this.subject = subject;
    }

    static List<Problem> check(Subject subject) {
        GateForms forms = new GateForms(subject);
        List<PlacedStep> gates = subject.gates();
        long all = subject.all().stream()
                .filter(placed -> Approvals.of(placed).isPresent())
                .count();
        if (all > MOST_GATES) {
            forms.problem(Path.of("spec.steps"), "have %,d gates; at most %,d".formatted(all, MOST_GATES));
        }
        for (PlacedStep placed : gates) {
            GateStep gate = (GateStep) placed.step();
            Path form = placed.path().field(gate.holds() ? "block" : "input").field("fields");
            for (int i = 0; i < gate.fields().size(); i++) {
                forms.check(gate.fields().get(i), form.index(i));
            }
        }
        return forms.problems;
    }

    private void check(FormField field, Path at) {
        if (!subject.sound(at.text())) {
            return;
        }
        boolean select = !field.options().isEmpty();
        if (select && field.format().isPresent()) {
            problem(at.field("format"), "goes with type: Text");
        }
        if (!select && field.multiple()) {
            problem(at.field("multiple"), "goes with type: Select");
        }
        options(field, at.field("options"));
        field.defaultValue()
                .filter(value -> !value.isEmpty())
                .flatMap(value -> Answers.fault(field, List.of(value)))
                .ifPresent(fault -> problem(at.field("default"), fault));
    }

    private void options(FormField field, Path at) {
        Set<String> values = new HashSet<>();
        for (int i = 0; i < field.options().size(); i++) {
            String value = field.options().get(i).value();
            if (!values.add(value)) {
                problem(at.index(i).field("value"), "\"" + value + "\" is there twice");
            } else if (value.isEmpty()) {
                problem(at.index(i).field("value"), "is empty, which is no answer");
            } else if (value.indexOf('\n') >= 0 && field.multiple()) {
                problem(at.index(i).field("value"), "has a line end, which stands between chosen options");
            }
        }
    }

    private void problem(Path at, String message) {
        problems.add(Problem.invalid(at.text(), message));
    }
}
