package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Literal;
import dev.sluice.core.dialect.translation.Plain;
import java.util.Optional;

/** {@code skip}: true, or why. */
final class Skip {

    /** What is said where nothing more is known. */
    static final String NO_REASON = "skip is true";

    private static final int LONGEST = 256;

    private Skip() {}

    static boolean asks(Source value) {
        return Plain.text(value)
                .filter(text -> !text.isEmpty() && !text.equals("false"))
                .isPresent();
    }

    static Optional<Source> of(Given step) {
        return step.take("skip").filter(Skip::asks).map(value -> {
            String text = Plain.text(value).orElseThrow();
            return Draft.text(text.equals("true") ? NO_REASON : Literal.shortened(text, LONGEST), value.position());
        });
    }
}
