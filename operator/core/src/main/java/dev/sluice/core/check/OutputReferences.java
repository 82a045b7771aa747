package dev.sluice.core.check;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Step;
import dev.sluice.core.text.Nearest;
import dev.sluice.core.text.Reference;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** An output is read of a step that has ended by then and says that it writes it; of one of its jobs, where it has several. */
final class OutputReferences {

    private final Subject subject;
    private final Optional<Ancestry> ancestry;

    OutputReferences(Subject subject) {
        this.subject = subject;
        this.ancestry = Ancestry.of(subject.graph());
    }

    /** @param undo the reader is being undone, so it has ended */
    Optional<String> fault(Reference.Output output, Step reader, boolean undo) {
        String name = output.step();
        Optional<PlacedStep> placed = subject.graph().step(name);
        if (placed.isEmpty()) {
            return subject.allNamed() ? Optional.of(unknown(name)) : Optional.empty();
        }
        if (!subject.sound(placed.get().path().text())) {
            return Optional.empty();
        }
        Step writer = placed.get().step();
        if (!(writer instanceof CommandStep || writer instanceof GateStep)) {
            return Optional.of("\"" + name + "\" runs nothing, so it has no outputs");
        }
        if (name.equals(reader.name()) && undo) {
            return declared(output, writer);
        }
        if (name.equals(reader.name())) {
            return Optional.of(output + " is this step's own, and not known before its end");
        }
        if (ancestry.isPresent() && !ancestry.get().isBefore(name, reader.name())) {
            return Optional.of("\"" + name + "\" need not have ended when this step starts; name it in dependsOn");
        }
        return declared(output, writer);
    }

    private String unknown(String name) {
        Set<String> names = subject.graph().steps().stream()
                .filter(placed -> placed.step() instanceof CommandStep || placed.step() instanceof GateStep)
                .map(PlacedStep::name)
                .collect(Collectors.toSet());
        return "no step named \"" + name + "\"" + Nearest.hint(name, names);
    }

    private static Optional<String> declared(Reference.Output output, Step writer) {
        List<String> keys = OutputNames.keys(writer);
        if (!keys.contains(output.key()) && !keys.contains(CommandStep.ANY)) {
            String among = writer instanceof GateStep ? "fields" : "outputs";
            return Optional.of("\"" + writer.name() + "\" has no \"" + output.key() + "\" among its " + among
                    + Nearest.hint(output.key(), keys));
        }
        long jobs = writer instanceof CommandStep command ? SizeLimits.jobs(command) : 1;
        if (output.index().isEmpty() && jobs > 1) {
            Reference example = new Reference.Output(writer.name(), output.key(), OptionalInt.of(0));
            return Optional.of(
                    "\"%s\" has %,d jobs; say whose output, e.g. %s".formatted(writer.name(), jobs, example));
        }
        return output.index().isPresent() && output.index().getAsInt() >= jobs
                ? Optional.of("\"%s\" has no job %,d: it has %,d, from 0"
                        .formatted(writer.name(), output.index().getAsInt(), jobs))
                : Optional.empty();
    }
}
