package dev.sluice.core.dialect.translation;

import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What is said of a file while it is translated: what is wrong, and what can't be honoured. Paths are the file's own. */
public final class Notebook {

    private static final int MOST = 1000;
    private static final int MOST_PROBLEMS = 100;

    private final List<Problem> problems = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();

    public void problem(Path at, String message) {
        problem(at, () -> message);
    }

    /**
     * What is said of the first few is enough to begin with, and what is costly to say is said of those alone. What is said already, of a step
     * that became several, is not said again.
     */
    public void problem(Path at, Supplier<String> message) {
        if (problems.size() < MOST_PROBLEMS) {
            Problem problem = Problem.invalid(at.text(), message.get());
            if (!problems.contains(problem)) {
                problems.add(problem);
            }
        }
    }

    /** @param of the step, or empty for the whole */
    public void note(Path at, String of, String what, String why) {
        if (notes.size() < MOST) {
            notes.add(new Note(at.text(), of, what, why));
        }
    }

    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    public List<Note> notes() {
        return List.copyOf(notes);
    }
}
