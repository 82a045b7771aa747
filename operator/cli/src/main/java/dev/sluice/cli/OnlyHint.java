package dev.sluice.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The command that runs one step of a run alone, to be copied into a shell (E4). */
final class OnlyHint {

    private static final Set<String> CHOOSING = Set.of("--only", "--skip", "--since");

    private OnlyHint() {}

    /** @param arguments that made the run; what it was about is left out */
    static String of(List<String> arguments, String step) {
        List<String> words = new ArrayList<>(List.of("sluice", "run"));
        for (int i = 0; i < arguments.size(); i++) {
            String word = arguments.get(i);
            if (CHOOSING.contains(word)) {
                i++; // its value
            } else if (CHOOSING.stream().noneMatch(option -> word.startsWith(option + "="))) {
                words.add(quoted(word));
            }
        }
        words.addAll(List.of("--only", step));
        return String.join(" ", words);
    }

    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:=@%+,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
