package dev.sluice.core.check;

import dev.sluice.core.condition.Expressions;
import java.util.Optional;

/** Conditions in Buildkite's words, for those who read them in a file. */
public final class ConditionTexts {

    private ConditionTexts() {}

    /** The name in it that Buildkite knows and Sluice never will. */
    public static Optional<String> neverKnown(String text) {
        return Expressions.neverKnown(text);
    }
}
