package dev.sluice.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "version",
        description = "Tell which Sluice this is.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class)
final class VersionCommand implements Callable<Integer> {

    @Option(names = "--json", description = "For programs.")
    boolean json;

    @Override
    public Integer call() {
        String text = json
                ? JsonText.pretty(new Facts()
                        .put("version", Version.number())
                        .put("commit", Version.commit())
                        .put("java", Runtime.version().toString())
                        .map())
                : String.join("\n", new Version().getVersion());
        Terminal.stream(Terminal.OUT).println(text);
        return Exit.SUCCEEDED;
    }
}
