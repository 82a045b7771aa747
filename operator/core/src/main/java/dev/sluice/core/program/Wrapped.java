package dev.sluice.core.program;

import dev.sluice.core.model.Artifact;
import dev.sluice.core.model.Hooks;
import dev.sluice.core.model.Work.Program;
import java.util.ArrayList;
import java.util.List;

/**
 * A step's own program with its hooks around it and, last, a look whether its artifacts are there: one script for sh, the same in every
 * place (E6). Each part is a process. A before-hook that fails keeps the program from running; after-hooks run all the same, with the exit
 * code so far in {@code SLUICE_STATUS}, unless the attempt is being stopped. The first part that fails is the attempt's end.
 */
public final class Wrapped {

    private static final String BEGINNING =
            """
            # Made by Sluice: what stands around a step's own program.
            set +e
            status=0 why='' child='' stopped='' told=''
            trap 'stopped=yes; [ -z "$child" ] || { told=yes; kill -TERM "$child" 2>/dev/null; }' TERM
            run() {
                "$@" &
                child=$!
                # Stopped after it began, and before its number was known: it has not been told.
                [ -z "$stopped" ] || [ -n "$told" ] || kill -TERM "$child" 2>/dev/null
                wait "$child"
                code=$?
                while [ -n "$stopped" ] && kill -0 "$child" 2>/dev/null; do
                    wait "$child"
                    code=$?
                done
                child=''
                [ -z "$stopped" ] || exit "$code"
            }
            hook() {
                name=$1
                shift
                run "$@"
                [ "$code" -eq 0 ] || [ "$status" -ne 0 ] || { status=$code why="$name failed: exit code $code"; }
            }
            before() { [ "$status" -ne 0 ] || hook "$@"; }
            after() { SLUICE_STATUS=$status; export SLUICE_STATUS; hook "$@"; }
            program() { [ "$status" -ne 0 ] || { run "$@"; status=$code; }; }
            written() { [ "$status" -ne 0 ] || [ -e "$1" ] || lacking="$lacking${lacking:+, }$1"; }
            """;

    private static final String END =
            """
            [ -z "$lacking" ] || { status=1 why="did not write its artifact $lacking"; }
            [ -z "$why" ] || { echo "sluice: $why" >&2; echo "SLUICE_FAILURE=$why" >>"$SLUICE_OUTPUT"; }
            exit "$status"
            """;

    private Wrapped() {}

    /** Everything that is to be replaced in the texts has been. */
    public static Program of(Program program, Hooks hooks, List<Artifact> artifacts) {
        StringBuilder script = new StringBuilder(BEGINNING);
        add(script, "before", hooks.before());
        line(script, "program", List.of(), program);
        add(script, "after", hooks.after());
        script.append("lacking=''\n");
        artifacts.forEach(artifact ->
                script.append("written ").append(Shell.word(artifact.path())).append('\n'));
        return new Program.Script(script.append(END).toString());
    }

    private static void add(StringBuilder script, String when, List<Program> hooks) {
        for (int i = 0; i < hooks.size(); i++) {
            line(script, when, List.of(when + " hook " + (i + 1)), hooks.get(i));
        }
    }

    private static void line(StringBuilder script, String function, List<String> arguments, Program program) {
        List<String> words = new ArrayList<>(List.of(function));
        words.addAll(arguments);
        if (program instanceof Program.Command command) {
            words.addAll(command.argv());
        } else if (program instanceof Program.Script text) {
            words.addAll(List.of("/bin/sh", "-e", "-c", text.text()));
            script.append(Shell.words(words)).append(" \"$0\"\n");
            return;
        }
        script.append(Shell.words(words)).append('\n');
    }
}
