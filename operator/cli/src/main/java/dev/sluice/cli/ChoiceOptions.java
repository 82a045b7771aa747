package dev.sluice.cli;

import dev.sluice.core.check.StepGraph;
import dev.sluice.core.dialect.translation.StepNames;
import dev.sluice.core.model.Choice;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** Which steps a run is about (E3). */
final class ChoiceOptions {

    private static final int LONGEST_STEP = 40;

    @Option(
            names = "--only",
            paramLabel = "STEP",
            split = ",",
            description = "Run these steps or groups alone. What they come after counts as done:"
                    + " outputs they read are those of the latest run that has them. Repeatable.")
    List<String> only = new ArrayList<>();

    @Option(
            names = "--skip",
            paramLabel = "STEP",
            split = ",",
            description = "Leave these steps or groups out. For what comes after them they count as done. Repeatable.")
    List<String> skip = new ArrayList<>();

    @Option(
            names = "--since",
            paramLabel = "RUN",
            description =
                    "Run what is not as it was in this run: its steps that did not succeed, and those made of something else"
                            + " now. What succeeded there is taken over. \"latest\" is the last run.")
    Optional<String> since = Optional.empty();

    /** Else a {@link UserError} that says everything that is wrong. */
    Choice of(Pipeline pipeline) {
        Set<String> names = StepGraph.of(pipeline).names();
        List<String> problems = new ArrayList<>();
        Set<String> chosen = named("--only", only, names, problems);
        Set<String> left = named("--skip", skip, names, problems);
        left.stream()
                .filter(chosen::contains)
                .forEach(name -> problems.add("--only and --skip: both name \"" + name + "\"; leave one"));
        if (!problems.isEmpty()) {
            throw new UserError(problems);
        }
        return Choice.of(List.copyOf(chosen), List.copyOf(left));
    }

    /** A stage's id in a file of another format is known too, where its step's name is made of it. */
    static Optional<String> known(String name, Set<String> names) {
        return names.contains(name)
                ? Optional.of(name)
                : Optional.of(StepNames.slug(name, LONGEST_STEP)).filter(names::contains);
    }

    private static Set<String> named(String option, List<String> given, Set<String> names, List<String> problems) {
        Set<String> known = new LinkedHashSet<>();
        for (String name : given) {
            known(name.strip(), names)
                    .ifPresentOrElse(
                            known::add,
                            () -> problems.add(option + ": no step named \"" + name.strip() + "\""
                                    + Nearest.hint(name.strip(), names)));
        }
        return known;
    }
}
