package dev.sluice.cli;

import dev.sluice.api.v1alpha1.Decision;
import java.util.Locale;

/** Decisions on record, for people. */
final class DecisionTextInCluster {

    private DecisionTextInCluster() {}

    static String line(Decision decision) {
        return decision.time() + "  " + visible(decision.person()) + "  " + word(decision.verdict())
                + (decision.to() == null ? "" : " to " + visible(decision.to()))
                + (decision.until() == null ? "" : " until " + decision.until())
                + (decision.comment() == null ? "" : "  \"" + visible(decision.comment()) + "\"")
                + (decision.voided() == null ? "" : "  (void: " + visible(decision.voided()) + ")");
    }

    /** A terminal takes what can't be seen for commands, and a comment could hide what is on record. */
    static String visible(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    static String word(Enum<?> constant) {
        String name = constant.name();
        return name.charAt(0) + name.substring(1).toLowerCase(Locale.ROOT);
    }
}
