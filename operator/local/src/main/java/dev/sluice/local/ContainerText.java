package dev.sluice.local;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code $(NAME)} in a container's command and environment, as Kubernetes replaces it: unknown names stay, {@code $$} is a dollar. */
final class ContainerText {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\$|\\$\\(([^()]*)\\)");

    private ContainerText() {}

    static String expand(String text, Map<String, String> environment) {
        Matcher reference = REFERENCE.matcher(text);
        StringBuilder expanded = new StringBuilder();
        while (reference.find()) {
            String name = reference.group(1);
            String value = name == null ? "$" : environment.getOrDefault(name, reference.group());
            reference.appendReplacement(expanded, Matcher.quoteReplacement(value));
        }
        return reference.appendTail(expanded).toString();
    }
}
