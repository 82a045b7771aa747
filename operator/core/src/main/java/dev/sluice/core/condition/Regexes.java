package dev.sluice.core.condition;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.regex.Matcher;

/**
 * Regular expressions whose time is bounded by the length of what they are matched with: those of RE2, as Buildkite's own. Their size is
 * bounded as well, since repetitions in repetitions are a program of as many parts.
 */
final class Regexes {

    private static final int LONGEST = 1024;
    private static final int MOST_REPEATED = 1000;
    private static final java.util.regex.Pattern REPEATED = java.util.regex.Pattern.compile("\\{(\\d+)(?:,(\\d*))?}");

    private Regexes() {}

    static Pattern compile(String expression, Token token) {
        if (token.text().length() > LONGEST) {
            throw new ExpressionException(
                    expression, token.start(), "the regular expression has more than 1,024 characters");
        }
        if (repeated(token.text()) > MOST_REPEATED) {
            throw new ExpressionException(
                    expression, token.start(), "the regular expression repeats more than 1,000 times");
        }
        try {
            return Pattern.compile(
                    token.text(), token.kind() == Token.Kind.REGEX_ANY_CASE ? Pattern.CASE_INSENSITIVE : 0);
        } catch (PatternSyntaxException e) {
            throw new ExpressionException(
                    expression,
                    token.start(),
                    "the regular expression can't be read: " + Shown.text(e.getDescription()));
        }
    }

    /** An upper bound: as if all of them stood in one another. */
    private static double repeated(String regex) {
        double product = 1;
        Matcher matcher = REPEATED.matcher(regex);
        while (matcher.find()) {
            String most = matcher.group(2) == null || matcher.group(2).isEmpty() ? matcher.group(1) : matcher.group(2);
            product *= Math.max(1, Double.parseDouble(most));
        }
        return product;
    }
}
