package dev.sluice.cli;

import dev.sluice.cli.Completed.Opt;
import dev.sluice.cli.Completed.Sub;
import dev.sluice.cli.Completed.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** For bash 4, and for zsh, which understands it. All that is known beforehand is in it; steps, gates and pipelines are asked for. */
final class BashCompletion {

    private static final String HEAD =
            """
            # Completion of sluice. Made by: sluice completion
            _sluice_ask() { "${COMP_WORDS[0]}" __complete "$1" -- "${typed[@]}" 2>/dev/null </dev/null; }
            # No compgen -W, which runs what is in $(...); and nothing is put on the command line that would be run with it.
            _sluice_lines() {
              local before= word
              case $cur in *,*) before=${cur%,*},; cur=${cur##*,} ;; esac
              while IFS= read -r word; do
                case $word in
                  '' | *[!A-Za-z0-9._:/@=+-]*) ;;
                  "$cur"*) COMPREPLY+=("$front$before$word") ;;
                esac
              done <<< "$1"
            }
            _sluice_words() { local line=$'\\n'; _sluice_lines "${1// /$line}"; }
            _sluice_value() {
              local IFS=$' \\t\\n'
              case $1 in
                files) IFS=$'\\n'; COMPREPLY=($(compgen -f -- "$cur")); COMPREPLY=("${COMPREPLY[@]/#/$front}"); compopt -o filenames 2>/dev/null ;;
                runs) _sluice_lines "$(command ls -t .sluice/runs 2>/dev/null)" ;;
                words:*) _sluice_words "${1#words:}" ;;
                steps|gates|pipelines) _sluice_lines "$(_sluice_ask "$1")" ;;
              esac
            }
            # How many arguments of the command stand before the cursor: n.
            _sluice_count() {
              local word before=
              n=0
              for word in "${typed[@]:$depth}"; do
                case $word in
                  -* | =) ;;
                  *) case " = $valued " in *" $before "*) ;; *) n=$((n + 1)) ;; esac ;;
                esac
                before=$word
              done
            }
            _sluice() {
              local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} at= word subs opts valued n depth=0 front= value= argument= i typed
              typed=()
              COMPREPLY=()
              # bash takes --graph=svg apart, zsh does not
              case $cur in --*=*) front=${cur%%=*}= prev=${cur%%=*} cur=${cur#*=} ;; esac
              if [[ $cur == '=' ]]; then cur=; elif [[ $prev == '=' ]]; then prev=${COMP_WORDS[COMP_CWORD-2]}; fi
              for ((i = 1; i < COMP_CWORD; i++)); do
                word=${COMP_WORDS[i]}
                typed+=("$word")
                case "$at $word" in""";

    private static final String TAIL =
            """
              esac
              if [[ $value ]]; then _sluice_value "$value"; return; fi
              if [[ $front ]]; then return; fi
              case $cur in -*) _sluice_words "$opts"; return ;; esac
              if [[ $subs ]]; then _sluice_words "$subs"; else _sluice_value "$argument"; fi
            }
            complete -F _sluice sluice""";

    private BashCompletion() {}

    static List<String> forZsh(List<Completed> commands) {
        List<String> script = new ArrayList<>();
        script.add("autoload -Uz compinit bashcompinit; (( $+functions[compdef] )) || compinit; bashcompinit");
        script.addAll(of(commands));
        return script;
    }

    static List<String> of(List<Completed> commands) {
        List<String> script = new ArrayList<>(List.of(HEAD.split("\n")));
        for (Completed command : commands) {
            if (!command.path().isEmpty()) {
                int last = command.path().lastIndexOf(' ');
                String before = last < 0 ? "" : command.path().substring(0, last);
                script.add("      '%s %s') at='%s' depth=$i ;;"
                        .formatted(before, command.path().substring(last + 1), command.path()));
            }
        }
        script.add("    esac");
        script.add("  done");
        script.add("  case $at in");
        commands.forEach(command -> script.addAll(command(command)));
        script.addAll(List.of(TAIL.split("\n")));
        return script;
    }

    private static List<String> command(Completed command) {
        List<String> lines = new ArrayList<>();
        lines.add("    '" + command.path() + "')");
        lines.add("      subs='" + words(command.subcommands().stream().map(Sub::name)) + "'");
        lines.add("      opts='" + words(command.options().stream().flatMap(option -> option.names().stream())) + "'");
        lines.add("      valued='" + String.join(" ", command.valued()) + "'");
        lines.add("      _sluice_count");
        lines.add("      case $n in");
        for (int i = 0; i < command.arguments().size(); i++) {
            boolean last = i == command.arguments().size() - 1;
            lines.add("        %s) argument='%s' ;;"
                    .formatted(
                            last && command.repeats() ? "*" : i,
                            value(command.arguments().get(i))));
        }
        lines.add("      esac");
        lines.add("      case $prev in");
        for (Opt option : command.options()) {
            // What may stand alone has its value behind a =, which leaves prev as the option too.
            if (option.takesValue()) {
                String value = value(option.value());
                String names = String.join("|", option.names());
                lines.add("        %s) value='%s' ;;".formatted(names, value.isEmpty() ? "nothing" : value));
            }
        }
        lines.add("      esac ;;");
        return lines;
    }

    private static String value(Value value) {
        return switch (value.kind()) {
            case NOTHING -> "";
            case WORDS -> "words:" + String.join(" ", value.words());
            default -> value.kind().name().toLowerCase(Locale.ROOT);
        };
    }

    private static String words(Stream<String> words) {
        return String.join(" ", words.toList());
    }
}
