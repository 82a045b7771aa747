package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** docs/cli.md is what the commands say of themselves. */
class CliPageTest {

    private static final Path PAGE = Path.of("../../docs/cli.md");
    private static final String WRITE =
            "mvn -pl operator/cli -am test -Dtest=CliPageTest -Dsurefire.failIfNoSpecifiedTests=false -Dupdate=yes";

    @Test
    void the_page_is_up_to_date() throws IOException {
        String page = page();
        if ("yes".equals(System.getProperty("update"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.exists(PAGE) ? Files.readString(PAGE) : "")
                .as("docs/cli.md is not what the commands say; write it anew with: " + WRITE)
                .isEqualTo(page);
    }

    private static String page() {
        List<String> lines = new ArrayList<>(List.of(
                "# The commands of sluice",
                "",
                "Written by the build from the commands themselves: what differs fails it. `sluice COMMAND --help` says the same, and all have",
                "`-h`, `--help`, `-V` and `--version`. What `--json` prints has its form in [schemas](schemas), and a test holds it to that.",
                "",
                "Exit status: 0 succeeded, 1 failed or rejected, 2 your error, 3 partial or succeeded with failures, 130 cancelled; `run-stage` ends as"
                        + " its job does.",
                ""));
        CommandTree.whole()
                .getSubcommands()
                .forEach((name, command) -> command(lines, name, command.getCommandSpec(), "##"));
        return String.join("\n", lines).stripTrailing() + "\n";
    }

    private static void command(List<String> lines, String name, CommandSpec spec, String level) {
        if (Arrays.asList(spec.aliases()).contains(name) || spec.usageMessage().hidden()) {
            return;
        }
        lines.add(level + " " + spec.qualifiedName());
        lines.add("");
        lines.add(text(String.join(" ", spec.usageMessage().description())));
        if (spec.aliases().length > 0) {
            lines.add("");
            lines.add("Also called " + String.join(", ", spec.aliases()) + ".");
        }
        lines.add("");
        List<String> rows = new ArrayList<>();
        spec.positionalParameters().stream()
                .filter(parameter -> !parameter.hidden())
                .forEach(parameter -> rows.add(row(label(parameter), parameter)));
        spec.options().stream()
                .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                .forEach(option -> rows.add(row(label(option), option)));
        if (!rows.isEmpty()) {
            lines.add("| | |");
            lines.add("|---|---|");
            lines.addAll(rows);
            lines.add("");
        }
        for (String line : spec.usageMessage().footer()) {
            if (!line.isBlank()) {
                lines.add(text(line));
                lines.add("");
            }
        }
        spec.subcommands().forEach((sub, below) -> command(lines, sub, below.getCommandSpec(), level + "#"));
    }

    private static String label(PositionalParamSpec parameter) {
        boolean optional = parameter.arity().min() == 0;
        return optional ? "[" + parameter.paramLabel() + "]" : parameter.paramLabel();
    }

    private static String label(OptionSpec option) {
        String value = option.arity().max() > 0 ? " " + option.paramLabel() : "";
        return String.join(", ", option.names()) + value;
    }

    private static String row(String label, ArgSpec argument) {
        return "| `" + label.replace("|", "\\|") + "` | "
                + text(String.join(" ", argument.renderedDescription())).replace("|", "\\|") + " |";
    }

    private static String text(String words) {
        return words.replaceAll("\\s+", " ")
                .replace("%n", " ")
                .replace("<", "\\<")
                .strip();
    }
}
