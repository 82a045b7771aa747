package dev.sluice.core.dialect;

import dev.sluice.core.model.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a step is, by the one field that says so. */
enum StepKind {
    COMMAND("command", "script", "agent", "image"),
    WAIT("wait"),
    BLOCK("block"),
    INPUT("input"),
    TRIGGER("trigger"),
    GROUP("group");

    private static final String NOTHING = "has nothing to run: give it a script, a command, an agent or an image";

    private final List<String> fields;

    StepKind(String... fields) {
        this.fields = List.of(fields);
    }

    String field() {
        return fields.get(0);
    }

    /** The kind; absent, with a problem, where a step is none or several. */
    static Optional<StepKind> of(Fields step) {
        List<StepKind> kinds = new ArrayList<>();
        List<String> written = new ArrayList<>();
        for (StepKind kind : values()) {
            Optional<String> field = kind.fields.stream().filter(step::has).findFirst();
            field.ifPresent(name -> {
                kinds.add(kind);
                written.add(name);
            });
        }
        if (kinds.size() != 1) {
            String message = kinds.isEmpty()
                    ? NOTHING + nothingWritten(step)
                    : "is both " + String.join(" and ", written) + "; a step is one thing alone";
            step.problems().add(Problem.invalid(step.path().text(), message));
        }
        return kinds.size() == 1 ? Optional.of(kinds.get(0)) : Optional.empty();
    }

    /** {@code wait:} with nothing after it is no wait for the API server either. */
    private static String nothingWritten(Fields step) {
        return step.mentions(WAIT.field()) ? ", or write wait: {}" : "";
    }
}
