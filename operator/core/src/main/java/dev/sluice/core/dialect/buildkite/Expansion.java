package dev.sluice.core.dialect.buildkite;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Variables in a text, in Buildkite's forms: {@code $X}, {@code ${X}}, {@code ${X:-d}}, {@code ${X-d}}, {@code ${X:?m}}, {@code ${X?m}},
 * {@code ${X:0:7}}. {@code $$} and {@code \$} are a dollar, {@code $(} is the shell's. Values are data: nothing in them is replaced.
 */
final class Expansion {

    static final int LONGEST = 1024 * 1024;
    private static final int DEEPEST = 32;

    static final class Fault extends Exception {
        private static final long serialVersionUID = 1;

        Fault(String message) {
            super(message);
        }
    }

    private final String text;
    private final Map<String, String> known;
    private final Set<String> unknown;
    private int at;

    private Expansion(String text, Map<String, String> known, Set<String> unknown) {
        this.text = text;
        this.known = known;
        this.unknown = unknown;
    }

    /** @param unknown is told of names that have no value and stand for an empty text */
    static String of(String text, Map<String, String> known, Set<String> unknown) throws Fault {
        return text.indexOf('$') < 0 ? text : new Expansion(text, known, unknown).upTo((char) 0, 0);
    }

    private String upTo(char end, int depth) throws Fault {
        if (depth > DEEPEST) {
            throw new Fault("has ${…} in one another more than " + DEEPEST + " levels deep");
        }
        StringBuilder out = new StringBuilder();
        while (at < text.length() && (end == 0 || text.charAt(at) != end)) {
            char c = text.charAt(at);
            if (text.startsWith("\\\\", at)) {
                out.append("\\\\");
                at += 2;
            } else if (text.startsWith("\\$", at) || text.startsWith("$$", at)) {
                out.append('$');
                at += 2;
            } else if (c == '$') {
                at++;
                out.append(dollar(depth));
            } else {
                out.append(c);
                at++;
            }
            if (out.length() > LONGEST) {
                throw new Fault("has more than 1,048,576 characters once its variables are replaced");
            }
        }
        return out.toString();
    }

    /** After a dollar. One that begins no name is itself. */
    private String dollar(int depth) throws Fault {
        char next = at < text.length() ? text.charAt(at) : 0;
        if (next == '{') {
            at++;
            return braces(depth);
        }
        String name = name();
        return name.isEmpty() ? "$" : value(name);
    }

    private String braces(int depth) throws Fault {
        int open = at;
        String name = name();
        if (name.isEmpty()) {
            throw new Fault("${" + brief(open) + " names no variable; write $${ where the shell is meant");
        }
        String word = operator();
        String result =
                switch (word) {
                    case "" -> value(name);
                    case ":-" ->
                        or(name, depth, Optional.ofNullable(known.get(name)).filter(v -> !v.isEmpty()));
                    case "-" -> or(name, depth, Optional.ofNullable(known.get(name)));
                    case ":?" ->
                        demanded(
                                name,
                                depth,
                                Optional.ofNullable(known.get(name)).filter(v -> !v.isEmpty()));
                    case "?" -> demanded(name, depth, Optional.ofNullable(known.get(name)));
                    case ":" -> part(value(name), upTo('}', depth + 1), open);
                    default ->
                        throw new Fault("${" + brief(open)
                                + " is no form that Buildkite knows; write $${ where the shell is" + " meant");
                };
        if (at >= text.length() || text.charAt(at) != '}') {
            throw new Fault("${" + brief(open) + " has no closing }");
        }
        at++;
        return result;
    }

    private String operator() {
        for (String operator : new String[] {":-", ":?", "-", "?", ":"}) {
            if (text.startsWith(operator, at)) {
                at += operator.length();
                return operator;
            }
        }
        return at < text.length() && text.charAt(at) != '}' ? "other" : "";
    }

    private String or(String name, int depth, Optional<String> value) throws Fault {
        String otherwise = upTo('}', depth + 1);
        return value.orElse(otherwise);
    }

    private String demanded(String name, int depth, Optional<String> value) throws Fault {
        String message = upTo('}', depth + 1);
        if (value.isEmpty()) {
            throw new Fault("$" + name + ": " + (message.isEmpty() ? "not set" : message));
        }
        return value.get();
    }

    /** {@code :0:7}, {@code :3}, {@code : -4}: what is out of reach is left out. */
    private String part(String value, String range, int open) throws Fault {
        String[] bounds = range.split(":", -1);
        if (bounds.length > 2 || !isNumber(bounds[0]) || bounds.length == 2 && !isNumber(bounds[1])) {
            throw new Fault("${" + brief(open) + " has no range of whole numbers");
        }
        int first = Integer.parseInt(bounds[0].strip());
        int begin = first < 0 ? Math.max(0, value.length() + first) : Math.min(first, value.length());
        int end = value.length();
        if (bounds.length == 2) {
            int length = Integer.parseInt(bounds[1].strip());
            end = length < 0 ? value.length() + length : Math.min(value.length(), begin + length);
        }
        return end <= begin ? "" : value.substring(begin, end);
    }

    private static boolean isNumber(String text) {
        return text.strip().matches("-?[0-9]{1,8}");
    }

    private String name() {
        int begin = at;
        while (at < text.length() && isPartOfName(text.charAt(at), at == begin)) {
            at++;
        }
        return text.substring(begin, at);
    }

    private static boolean isPartOfName(char c, boolean first) {
        return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c == '_' || !first && c >= '0' && c <= '9';
    }

    private String value(String name) {
        if (!known.containsKey(name)) {
            unknown.add(name);
        }
        return known.getOrDefault(name, "");
    }

    private String brief(int from) {
        String rest = text.substring(from, Math.min(text.length(), from + 40)).replaceAll("\\p{Cntrl}", "?");
        int end = rest.indexOf('}');
        return end < 0 ? rest : rest.substring(0, end + 1);
    }
}
