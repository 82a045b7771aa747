package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;

class CommandTreeTest {

    @Test
    void a_command_is_known_by_the_name_it_has_itself() {
        CommandTree.whole().getSubcommands().values().stream().distinct().forEach(command -> {
            CommandSpec spec = command.getCommandSpec();
            assertThat(CommandTree.of(spec.name()).getSubcommands())
                    .as(spec.name())
                    .containsOnlyKeys(names(spec));
        });
    }

    private static List<String> names(CommandSpec spec) {
        List<String> names = new ArrayList<>(List.of(
                spec.userObject().getClass().getAnnotation(Command.class).name()));
        names.addAll(List.of(spec.aliases()));
        return names;
    }

    @Test
    void the_command_that_is_asked_for_is_the_only_one_that_is_looked_at() {
        assertThat(CommandTree.of("plan", "-f", "run").getSubcommands()).containsOnlyKeys("plan");
    }

    @Test
    void help_and_slips_know_all_commands() {
        for (List<String> words :
                List.of(List.<String>of(), List.of("--help"), List.of("pln"), List.of("--help", "plan"))) {
            assertThat(CommandTree.of(words.toArray(String[]::new)).getSubcommands())
                    .as("%s", words)
                    .containsKeys("run", "plan", "operator");
        }
    }
}
