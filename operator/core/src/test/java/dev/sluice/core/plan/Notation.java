package dev.sluice.core.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Graphs in a line: {@code a} is a step, {@code b<a+c} one that depends on a and c, {@code c<} one that depends on nothing, {@code |w} a
 * wait, {@code (g a b)} a group.
 */
final class Notation {

    private static final Pattern TOKEN = Pattern.compile("(\\()?(\\|)?([a-z]+)(<([a-z+]*))?(\\))?");

    private Notation() {}

    static String yaml(String notation) {
        List<String> lines = new ArrayList<>();
        String indent = "";
        for (String token : notation.split(" ")) {
            Matcher matcher = TOKEN.matcher(token);
            if (!matcher.matches()) {
                throw new IllegalArgumentException(token);
            }
            String dependsOn = matcher.group(4) == null
                    ? ""
                    : ", dependsOn: [" + matcher.group(5).replace("+", ", ") + "]";
            if (matcher.group(1) != null) {
                lines.add("- name: " + matcher.group(3));
                lines.add(dependsOn.isEmpty() ? "" : "  " + dependsOn.substring(2));
                lines.add("  group:");
                lines.add("    steps:");
                indent = "    ";
                continue;
            }
            String kind = matcher.group(2) == null ? "script: x" : "wait: {}";
            lines.add(indent + "- {name: " + matcher.group(3) + ", " + kind + dependsOn + "}");
            indent = matcher.group(6) == null ? indent : "";
        }
        return String.join("\n", lines) + "\n";
    }
}
