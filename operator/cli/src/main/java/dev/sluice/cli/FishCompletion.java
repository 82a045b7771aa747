package dev.sluice.cli;

import dev.sluice.cli.Completed.Opt;
import dev.sluice.cli.Completed.Value;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** For fish, in its own way: a line for each command and option. */
final class FishCompletion {

    private static final String HEAD =
            """
            # Completion of sluice. Made by: sluice completion fish
            function __sluice_ask
                set -l words (commandline -opc)
                set -l before (commandline -ct | string replace -r -- '^--[^=]*=' '' | string match -r -- '^.*,')
                for name in ($words[1] __complete $argv[1] -- $words[2..-1] 2>/dev/null </dev/null)
                    echo "$before$name"
                end
            end
            function __sluice_runs
                command ls -t .sluice/runs 2>/dev/null
            end
            # All of these words are there; none of them is.
            function __sluice_at
                set -l words (commandline -opc)
                for word in $argv
                    contains -- $word $words; or return 1
                end
            end
            function __sluice_none
                set -l words (commandline -opc)
                for word in $argv
                    contains -- $word $words; and return 1
                end
                return 0
            end
            # So many arguments of the command stand before the cursor: HOW_MANY DEPTH, then the options that have a value.
            function __sluice_before
                set -l words (commandline -opc)
                set -l before
                set -l n 0
                for word in $words[(math $argv[2] + 2)..-1]
                    if not string match -q -- '-*' $word; and not contains -- "$before" $argv[3..-1]
                        set n (math $n + 1)
                    end
                    set before $word
                end
                test $n -eq $argv[1]
            end
            # No option is being typed: nobody is asked for what would not be shown.
            function __sluice_word
                not string match -q -- '-*' (commandline -ct)
            end
            complete -c sluice -f""";

    private FishCompletion() {}

    static List<String> of(List<Completed> commands) {
        List<String> script = new ArrayList<>(List.of(HEAD.split("\n")));
        for (Completed command : commands) {
            String at = at(command);
            command.subcommands()
                    .forEach(sub -> script.add("complete -c sluice -n %s -a %s -d %s"
                            .formatted(quoted(at), quoted(sub.name()), quoted(sub.description()))));
            for (int i = 0; i < command.arguments().size(); i++) {
                String argument = value(command.arguments().get(i));
                if (!argument.isEmpty()) {
                    script.add("complete -c sluice -n " + quoted(condition(command, at, i)) + argument);
                }
            }
            for (Opt option : command.options()) {
                String names = option.names().stream()
                        .map(name -> name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1))
                        .collect(Collectors.joining());
                boolean demands = option.takesValue() && !option.mayStandAlone();
                script.add("complete -c sluice -n " + quoted(at) + names + " -d " + quoted(option.description())
                        + (demands ? option.value().kind() == Completed.Kind.FILES ? " -r" : " -x" : "")
                        + (option.takesValue() ? value(option.value()) : ""));
            }
        }
        return script;
    }

    /** An argument in its place is being typed. */
    private static String condition(Completed command, String at, int place) {
        String word = at.isEmpty() ? "__sluice_word" : at + "; and __sluice_word";
        boolean again = command.repeats() && place == command.arguments().size() - 1;
        return again
                ? word
                : "%s; and __sluice_before %d %d %s"
                        .formatted(word, place, command.path().split(" ").length, String.join(" ", command.valued()));
    }

    private static String at(Completed command) {
        String none = command.subcommands().isEmpty()
                ? ""
                : "__sluice_none "
                        + command.subcommands().stream()
                                .map(Completed.Sub::name)
                                .collect(Collectors.joining(" "));
        String all = command.path().isEmpty() ? "" : "__sluice_at " + command.path();
        return Arrays.stream(new String[] {all, none})
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining("; and "));
    }

    private static String value(Value value) {
        return switch (value.kind()) {
            case NOTHING -> "";
            case WORDS -> " -a " + quoted(String.join(" ", value.words()));
            case FILES -> " -F";
            case RUNS -> " -a '(__sluice_runs)'";
            default -> " -a '(__sluice_ask " + value.kind().name().toLowerCase(Locale.ROOT) + ")'";
        };
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
