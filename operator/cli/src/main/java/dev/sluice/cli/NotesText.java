package dev.sluice.cli;

import dev.sluice.core.dialect.translation.Note;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a file asks for and does not get, for people: one line for all steps of which the same is to be said. */
final class NotesText {

    private static final int MOST_STEPS = 6;

    private record Said(String what, String why) {}

    private NotesText() {}

    static List<String> of(List<Note> notes) {
        Map<Said, Set<String>> steps = new LinkedHashMap<>();
        notes.forEach(note -> steps.computeIfAbsent(new Said(note.what(), note.why()), said -> new LinkedHashSet<>())
                .add(note.step()));
        List<String> lines = new ArrayList<>();
        steps.forEach((said, names) -> lines.add("  " + said.what() + " " + said.why() + of(names)));
        return lines;
    }

    /** One line, for those who run without having looked at the plan. */
    static String brief(List<Note> notes) {
        List<String> whats = notes.stream().map(Note::what).distinct().toList();
        String shown = String.join(", ", whats.subList(0, Math.min(MOST_STEPS, whats.size())));
        String more = whats.size() > MOST_STEPS ? " and " + (whats.size() - MOST_STEPS) + " more" : "";
        return "not all is done here as the file says: " + shown + more + "; sluice plan tells of each";
    }

    private static String of(Set<String> steps) {
        List<String> named = steps.stream().filter(name -> !name.isEmpty()).toList();
        if (named.isEmpty()) {
            return "";
        }
        String more = named.size() > MOST_STEPS ? " and " + (named.size() - MOST_STEPS) + " more" : "";
        return " (" + String.join(", ", named.subList(0, Math.min(MOST_STEPS, named.size()))) + more + ")";
    }
}
