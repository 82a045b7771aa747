package dev.sluice.cli;

import java.util.List;

/** Something the user can mend: printed line by line, exit status 2. */
final class UserError extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient List<String> lines;

    UserError(List<String> lines) {
        super(String.join("\n", lines));
        this.lines = List.copyOf(lines);
    }

    UserError(String line) {
        this(List.of(line));
    }

    List<String> lines() {
        return lines;
    }
}
