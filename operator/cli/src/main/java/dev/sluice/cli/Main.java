package dev.sluice.cli;

import dev.sluice.local.LocalFailure;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

@Command(
        name = "sluice",
        description = "Runs pipelines, on this machine and in Kubernetes.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Begin with: sluice run -f config/samples/first.yaml"})
public final class Main implements Runnable {

    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec;

    public static void main(String[] arguments) {
        int status = execute(arguments);
        System.exit(status);
    }

    static int execute(String... arguments) {
        PrintStream err = Terminal.stream(Terminal.ERR);
        try {
            return CommandTree.of(arguments)
                    .setOut(new PrintWriter(Terminal.stream(Terminal.OUT), true))
                    .setErr(new PrintWriter(err, true))
                    .setCaseInsensitiveEnumValuesAllowed(true)
                    .setParameterExceptionHandler(Main::misused)
                    .setExecutionExceptionHandler((e, line, result) -> explained(e, err))
                    .execute(arguments);
        } catch (Error e) {
            return explained(e, err);
        }
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    private static int misused(ParameterException e, String[] arguments) {
        PrintWriter err = e.getCommandLine().getErr();
        Optional<String> unknown = CommandTree.unknown(arguments);
        if (unknown.isPresent()) {
            ErrorLine.of("sluice: " + unknown.get()).forEach(err::println);
            err.println("Try: sluice --help");
            return Exit.USER_ERROR;
        }
        ErrorLine.of("sluice: " + e.getMessage()).forEach(err::println);
        CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched) {
            Misplaced.hint(e.getCommandLine().getCommandName(), unmatched.getUnmatched())
                    .ifPresent(err::println);
        }
        err.println("Try: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        return Exit.USER_ERROR;
    }

    private static int explained(Throwable e, PrintStream err) {
        if (e instanceof UserError user) {
            user.lines().stream().flatMap(line -> ErrorLine.of(line).stream()).forEach(err::println);
            return Exit.USER_ERROR;
        }
        if (e instanceof LocalFailure failure) {
            ErrorLine.of("sluice: " + failure.getMessage()).forEach(err::println);
            return Exit.USER_ERROR;
        }
        Bug.describe(e).forEach(err::println);
        return Exit.BUG;
    }
}
