package dev.sluice.core.dialect.translation;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Names of steps by what a file calls them; what it names and does not have is a problem with a hint. */
public final class Chosen {

    private static final int MOST = 500;

    private final Map<String, String> names = new LinkedHashMap<>();
    private final StepNames taken = new StepNames();
    private final String kind;
    private final Notebook book;

    /** @param kind the file's word for a step: stage, node */
    public Chosen(String kind, Notebook book) {
        this.kind = kind;
        this.book = book;
    }

    /** A problem where the name is there already. */
    public void add(String called, Given step, String field) {
        if (names.containsKey(called)) {
            step.problem(field, "\"" + shown(called) + "\" is the name of another " + kind + " already");
            return;
        }
        names.put(called, taken.of(called, kind));
        if (!names.get(called).equals(called)) {
            book.note(step.path(field), names.get(called), kind + " " + shown(called), "is called so here");
        }
    }

    public Optional<String> of(String called) {
        return Optional.ofNullable(names.get(called));
    }

    /** The steps that a text or a list of texts names, by their names here. */
    public List<String> named(Given step, String field) {
        List<String> found = new ArrayList<>();
        Optional<Source> value = step.take(field);
        if (value.isEmpty()) {
            return found;
        }
        boolean list = value.get() instanceof Source.Sequence;
        List<Source> all = Plain.oneOrMany(value.get());
        if (all.size() > MOST) {
            step.problem(field, "has %,d entries; at most %d".formatted(all.size(), MOST));
        }
        List<Source> items = all.subList(0, Math.min(all.size(), MOST));
        for (int i = 0; i < items.size(); i++) {
            var at = list ? step.path(field).index(i) : step.path(field);
            Plain.text(items.get(i), at, book).ifPresent(called -> {
                if (names.containsKey(called)) {
                    found.add(called);
                } else {
                    book.problem(
                            at,
                            () -> "no " + kind + " is named \"" + shown(called) + "\""
                                    + Nearest.hint(called, names.keySet()));
                }
            });
        }
        return found;
    }

    private static String shown(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "?");
        return line.length() <= 60 ? line : line.substring(0, 60) + "…";
    }
}
