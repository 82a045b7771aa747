package dev.sluice.core.check;

import dev.sluice.core.check.Texts.Known;
import dev.sluice.core.check.Texts.Text;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.Step;
import dev.sluice.core.text.Nearest;
import dev.sluice.core.text.Reference;
import dev.sluice.core.text.Template;
import dev.sluice.core.text.TemplateException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Every {@code ${…}} can be read, and names something that is there when the text is rendered. */
final class References {

    private final Subject subject;
    private final OutputReferences outputs;
    private final List<Problem> problems = new ArrayList<>();

    private References(Subject subject) {
        this.subject = subject;
        this.outputs = new OutputReferences(subject);
    }

    static List<Problem> check(Subject subject) {
        References references = new References(subject);
        Texts.ofPipeline(subject).stream()
                .filter(text -> subject.sound(text.path().text()))
                .forEach(text -> references.check(text, Optional.empty()));
        for (PlacedStep placed : subject.sound()) {
            Texts.of(placed, (CommandStep) placed.step())
                    .forEach(text -> references.check(text, Optional.of(placed.step())));
        }
        for (PlacedStep placed : subject.gates()) {
            Texts.of(placed, (GateStep) placed.step()).stream()
                    .filter(text -> subject.sound(text.path().text()))
                    .forEach(text -> references.check(text, Optional.of(placed.step())));
        }
        return references.problems;
    }

    private void check(Text text, Optional<Step> step) {
        try {
            Template template =
                    text.known().ofProgram() ? Template.parseProgram(text.text()) : Template.parse(text.text());
            Set<Reference> distinct = new LinkedHashSet<>(template.references());
            distinct.forEach(reference -> fault(reference, text.known(), step).ifPresent(m -> problem(text, m)));
        } catch (TemplateException e) {
            problem(text, e.getMessage());
        }
    }

    private Optional<String> fault(Reference reference, Known known, Optional<Step> step) {
        if (reference instanceof Reference.Variable variable) {
            return variable(variable);
        }
        if (known == Known.VARIABLES || step.isEmpty()) {
            return Optional.of(reference + " is known in steps alone");
        }
        if (known.ofUndo() && reference instanceof Reference.MatrixValue) {
            return Optional.of(reference + " is not known: a step is undone by one job, whatever its matrix");
        }
        if (reference instanceof Reference.MatrixValue value) {
            return matrix(value, step.get());
        }
        if (known == Known.GROUP) {
            return Optional.of(reference + " can't be part of a group: it is fixed before a run starts");
        }
        return known == Known.MATRIX || known == Known.NOTHING_MORE
                ? Optional.of(reference + " can't be part of an image: what runs is fixed before a run starts")
                : outputs.fault((Reference.Output) reference, step.get(), known.ofUndo());
    }

    private Optional<String> variable(Reference.Variable variable) {
        Set<String> known = VariablesResolve.known(subject);
        return known.contains(variable.name()) || !subject.sound(VariablesResolve.PATH)
                ? Optional.empty()
                : Optional.of("no variable named \"" + variable.name() + "\"" + Nearest.hint(variable.name(), known));
    }

    private static Optional<String> matrix(Reference.MatrixValue value, Step step) {
        if (!(step instanceof CommandStep command) || command.matrix().isEmpty()) {
            return Optional.of(value + " is not known: the step has no matrix");
        }
        Set<String> dimensions = command.matrix().get().dimensions().keySet();
        return dimensions.contains(value.dimension())
                ? Optional.empty()
                : Optional.of("no dimension named \"" + value.dimension() + "\""
                        + Nearest.hint(value.dimension(), dimensions));
    }

    private void problem(Text text, String message) {
        problems.add(Problem.invalid(text.path().text(), message));
    }
}
