package dev.sluice.core.text;

import dev.sluice.core.model.EnvironmentNames;
import dev.sluice.core.model.Ordered;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of variables: {@code NAME=value}, {@code export} before it or not, {@code #} comments. A value in single quotes is as it stands; in
 * double quotes {@code \\n \\t \\r \\" \\$ \\\\} are escapes; both may go over several lines. {@code $X} means nothing: values are data.
 *
 * @param problems each begins with the number of its line, as {@code 3: …}
 */
public record DotEnv(Map<String, String> values, List<String> problems) {

    public DotEnv {
        values = Ordered.copyOf(values);
        problems = List.copyOf(problems);
    }

    public static DotEnv parse(String text) {
        return new Reader(text).read();
    }

    private static final class Reader {

        private static final Pattern HEAD =
                Pattern.compile("[ \\t]*(?:export[ \\t]+)?([^=\\n]*?)[ \\t]*(=|\\n|\\z)[ \\t]*");
        private static final Pattern REST = Pattern.compile("[ \\t]*(#[^\\n]*)?(\\n|\\z)");

        private final String text;
        private final Map<String, String> values = new LinkedHashMap<>();
        private final List<String> problems = new ArrayList<>();
        private int at;

        private Reader(String text) {
            String read = text.replace("\r\n", "\n");
            this.text = read.startsWith("\uFEFF") ? read.substring(1) : read;
        }

        private DotEnv read() {
            while (at < text.length()) {
                Matcher nothing = REST.matcher(text).region(at, text.length());
                if (nothing.lookingAt()) {
                    at = nothing.end();
                } else {
                    variable();
                }
            }
            return new DotEnv(values, problems);
        }

        private void variable() {
            int line = line(at);
            Matcher head = HEAD.matcher(text).region(at, text.length());
            head.lookingAt();
            at = head.end();
            String name = head.group(1);
            if (!head.group(2).equals("=")) {
                problems.add(line + ": \"" + shown(name) + "\" is no NAME=VALUE");
                return;
            }
            String value = at < text.length() && (text.charAt(at) == '\'' || text.charAt(at) == '"')
                    ? quoted(line, text.charAt(at))
                    : plain();
            EnvironmentNames.fault(name)
                    .ifPresentOrElse(
                            fault -> problems.add(line + ": \"" + shown(name) + "\" " + fault),
                            () -> values.put(name, value));
        }

        /** Up to the line's end or a comment. */
        private String plain() {
            int end = text.indexOf('\n', at);
            String value = text.substring(at, end < 0 ? text.length() : end);
            at = end < 0 ? text.length() : end + 1;
            if (value.startsWith("#")) {
                return "";
            }
            return value.replaceFirst("[ \\t]+#.*", "").stripTrailing();
        }

        private String quoted(int line, char quote) {
            StringBuilder value = new StringBuilder();
            for (int i = at + 1; i < text.length(); i++) {
                char c = text.charAt(i);
                if (c == quote) {
                    end(line, i + 1);
                    return value.toString();
                }
                if (c == '\\' && quote == '"' && i + 1 < text.length()) {
                    i++;
                    value.append(escaped(text.charAt(i)));
                } else {
                    value.append(c);
                }
            }
            problems.add(line + ": the quote " + quote + " is not closed");
            at = text.length();
            return "";
        }

        private static String escaped(char c) {
            return switch (c) {
                case 'n' -> "\n";
                case 't' -> "\t";
                case 'r' -> "\r";
                case '"', '\\', '$' -> Character.toString(c);
                default -> "\\" + c;
            };
        }

        private void end(int line, int after) {
            Matcher rest = REST.matcher(text).region(after, text.length());
            if (rest.lookingAt()) {
                at = rest.end();
                return;
            }
            problems.add(line + ": something stands behind the closing quote");
            int next = text.indexOf('\n', after);
            at = next < 0 ? text.length() : next + 1;
        }

        private int line(int offset) {
            return 1
                    + (int) text.substring(0, offset)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
        }

        private static String shown(String name) {
            String printable = name.replaceAll("\\p{Cntrl}", "?");
            return printable.length() <= 60 ? printable : printable.substring(0, 60) + "…";
        }
    }
}
