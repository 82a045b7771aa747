package dev.sluice.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "completion",
        description = "Print what makes a shell complete sluice's commands, options, steps and runs.",
        footer = {
            "",
            "bash: source <(sluice completion bash)     in ~/.bashrc",
            "zsh:  source <(sluice completion zsh)      in ~/.zshrc, after compinit",
            "fish: sluice completion fish | source      in ~/.config/fish/config.fish"
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class CompletionCommand implements Callable<Integer> {

    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    /** As they are written. */
    static final class Shells extends ArrayList<String> {
        private static final long serialVersionUID = 1;

        Shells() {
            super(SHELLS);
        }
    }

    @Parameters(paramLabel = "SHELL", completionCandidates = Shells.class, description = "bash, zsh or fish.")
    String shell;

    @Override
    public Integer call() {
        if (!SHELLS.contains(shell)) {
            throw new UserError("completion " + shell + ": is none of " + String.join(", ", SHELLS));
        }
        List<Completed> commands = Completed.all(CommandTree.whole().getCommandSpec());
        List<String> script =
                switch (shell) {
                    case "fish" -> FishCompletion.of(commands);
                    case "zsh" -> BashCompletion.forZsh(commands);
                    default -> BashCompletion.of(commands);
                };
        script.forEach(Terminal.stream(Terminal.OUT)::println);
        return Exit.SUCCEEDED;
    }
}
