package dev.sluice.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * What a shell completes after a command.
 *
 * @param path its words, without {@code sluice} itself
 * @param argument what stands without an option
 */
record Completed(String path, List<Sub> subcommands, List<Opt> options, Value argument) {

    record Sub(String name, String description) {}

    record Opt(List<String> names, String description, boolean takesValue, boolean mayStandAlone, Value value) {}

    /** @param words that there are, where they are known beforehand */
    record Value(Kind kind, List<String> words) {}

    enum Kind {
        NOTHING,
        WORDS,
        FILES,
        RUNS,
        STEPS,
        GATES,
        PIPELINES
    }

    static List<Completed> all(CommandSpec root) {
        List<Completed> all = new ArrayList<>();
        add("", root, all);
        return all;
    }

    private static void add(String path, CommandSpec spec, List<Completed> all) {
        List<Sub> subs = new ArrayList<>();
        spec.subcommands().forEach((name, line) -> {
            if (!line.getCommandSpec().usageMessage().hidden()) {
                subs.add(
                        new Sub(name, first(line.getCommandSpec().usageMessage().description())));
            }
        });
        List<Opt> options = spec.options().stream()
                .filter(option -> !option.hidden())
                .map(option -> new Opt(
                        List.of(option.names()),
                        first(option.description()),
                        option.arity().max() > 0,
                        option.arity().min() == 0,
                        value(option)))
                .toList();
        Value argument = spec.positionalParameters().isEmpty()
                ? new Value(Kind.NOTHING, List.of())
                : value(spec.positionalParameters().get(0));
        all.add(new Completed(path, subs, options, argument));
        spec.subcommands().forEach((name, line) -> add((path + " " + name).strip(), line.getCommandSpec(), all));
    }

    /** The labels of values are the table of what they may be. */
    private static Value value(ArgSpec argument) {
        if (argument.completionCandidates() != null) {
            return new Value(
                    Kind.WORDS,
                    StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                            .toList());
        }
        if (argument instanceof OptionSpec option && List.of(option.names()).contains("--pipeline")) {
            return new Value(Kind.PIPELINES, List.of());
        }
        Kind kind =
                switch (argument.paramLabel()) {
                    case "FILE", "DIR" -> Kind.FILES;
                    case "STEP", "STAGE" -> Kind.STEPS;
                    case "RUN" -> Kind.RUNS;
                    case "GATE" -> Kind.GATES;
                    case "PIPELINE" -> Kind.PIPELINES;
                    default -> Kind.NOTHING;
                };
        return new Value(kind, List.of());
    }

    private static String first(String[] description) {
        String text = String.join(" ", description);
        int end = text.indexOf(". ");
        return (end < 0 ? text : text.substring(0, end))
                .replaceAll("\\$\\{[^}]*}", "…")
                .replaceAll("\\.$", "");
    }
}
