package dev.sluice.cli;

import dev.sluice.core.text.Nearest;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;

/** The commands. picocli looks at every option of a command when it gets to know it, a third of the start of {@code plan} for all of them. */
final class CommandTree {

    private static final Map<String, Class<?>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("run", RunCommand.class);
        COMMANDS.put("run-stage", RunStageCommand.class);
        COMMANDS.put("run-pipeline", RunPipelineCommand.class);
        COMMANDS.put("rerun", RerunCommand.class);
        COMMANDS.put("rollback", RollbackCommand.class);
        COMMANDS.put("approval", ApprovalCommand.class);
        COMMANDS.put("plan", PlanCommand.class);
        COMMANDS.put("list", ListCommand.class);
        COMMANDS.put("describe", DescribeCommand.class);
        COMMANDS.put("logs", LogsCommand.class);
        COMMANDS.put("doctor", DoctorCommand.class);
        COMMANDS.put("validate", ValidateCommand.class);
        COMMANDS.put("convert", ConvertCommand.class);
        COMMANDS.put("init", InitCommand.class);
        COMMANDS.put("completion", CompletionCommand.class);
        COMMANDS.put("__complete", CompleteCommand.class);
        COMMANDS.put("version", VersionCommand.class);
        COMMANDS.put("operator", OperatorCommand.class);
    }

    private CommandTree() {}

    /** All that these arguments need: the command they begin with, else every one, for help and for what to suggest. */
    static CommandLine of(String... arguments) {
        String first = arguments.length == 0 ? "" : arguments[0];
        return COMMANDS.containsKey(first)
                ? new CommandLine(new Main()).addSubcommand(first, COMMANDS.get(first))
                : whole();
    }

    /** What is said of a first word that is neither a command nor an option. */
    static Optional<String> unknown(String... arguments) {
        return Stream.of(arguments)
                .limit(1)
                .filter(word -> !word.startsWith("-") && !names().contains(word))
                .map(word -> "there is no command \"" + word + "\"" + Nearest.hint(word, names()))
                .findFirst();
    }

    private static Set<String> names() {
        Set<String> names = new LinkedHashSet<>(whole().getSubcommands().keySet());
        names.removeIf(name -> name.startsWith("_"));
        return names;
    }

    static CommandLine whole() {
        CommandLine all = new CommandLine(new Main());
        COMMANDS.forEach(all::addSubcommand);
        return all;
    }
}
