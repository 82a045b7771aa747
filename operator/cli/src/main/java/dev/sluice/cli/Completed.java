package dev.sluice.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * What a shell completes after a command.
 *
 * @param path its words, without {@code sluice} itself
 * @param arguments what stands without an option, one after the other
 * @param repeats whether the last of them may stand again and again
 */
record Completed(String path, List<Sub> subcommands, List<Opt> options, List<Value> arguments, boolean repeats) {

    /** No end is that of "e.g. push". */
    private static final Pattern SENTENCE = Pattern.compile("\\. (?=[^a-z])");

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

    /** Options after which a word is their value. */
    List<String> valued() {
        return options.stream()
                .filter(option -> option.takesValue() && !option.mayStandAlone())
                .flatMap(option -> option.names().stream())
                .toList();
    }

    static List<Completed> all(CommandSpec root) {
        List<Completed> all = new ArrayList<>();
        add("", root, all);
        return all;
    }

    private static void add(String path, CommandSpec spec, List<Completed> all) {
        List<Sub> subs = new ArrayList<>();
        spec.subcommands().forEach((name, line) -> {
            boolean otherSpelling = !name.equals(line.getCommandName())
                    && name.replace('_', '-').equals(line.getCommandName());
            if (!line.getCommandSpec().usageMessage().hidden() && !otherSpelling) {
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
        List<PositionalParamSpec> places = spec.positionalParameters();
        all.add(new Completed(
                path,
                subs,
                options,
                places.stream().map(Completed::value).toList(),
                !places.isEmpty() && places.get(places.size() - 1).arity().max() > 1));
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
        return SENTENCE.split(text, 2)[0].replaceAll("\\$\\{[^}]*}", "…").replaceAll("\\.$", "");
    }
}
