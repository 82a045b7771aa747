package dev.sluice.core.dialect.stages;

import dev.sluice.core.dialect.translation.Given;
import java.util.Optional;

/** Times: {@code 30m}, or a number of seconds. */
final class Times {

    private Times() {}

    static Optional<String> of(Given given, String field) {
        return given.text(field).map(text -> text.matches("[0-9]+") ? text + "s" : text);
    }
}
