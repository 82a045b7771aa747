package dev.sluice.core.dialect;

import dev.sluice.core.dialect.Source.Scalar;
import dev.sluice.core.dialect.Source.Scalar.Type;
import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Which scalar is a number, a boolean, or text: as kubectl decides it, so that a file means the same on a laptop as in a cluster. That is
 * YAML 1.1 ({@code yes} is true, {@code 010} is eight) without its dates and its numbers to the base of sixty.
 */
final class YamlScalars {

    private static final Set<String> NULL = Set.of("", "~", "null", "Null", "NULL");
    private static final Set<String> TRUE =
            Set.of("y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON");
    private static final Set<String> FALSE =
            Set.of("n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF");
    private static final Pattern NO_NUMBER = Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
    private static final Pattern INTEGER =
            Pattern.compile("([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))");
    private static final int[] BASES = {0, 0, 16, 2, 8, 10};
    private static final Pattern FLOAT = Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");

    private static final int MOST_DIGITS = 64;

    private YamlScalars() {}

    static Scalar read(ScalarNode node) throws SourceException {
        Position position = YamlDocuments.position(node.getStartMark());
        String written = node.getValue();
        if (node.getTag().equals(Tag.STR)) {
            return new Scalar(Type.STRING, written, written, Optional.of(position));
        }
        if (!node.getTag().equals(PlainTags.PLAIN)) {
            throw new SourceException(position, noTags(node.getTag()));
        }
        if (NO_NUMBER.matcher(written).matches()) {
            throw new SourceException(position, written + " is no number that JSON has; in quotes it is a text");
        }
        return plain(written, position);
    }

    static String noTags(Tag tag) {
        return "the tag " + tag.getValue().replace(Tag.PREFIX, "!!") + " is not understood; write the value without it";
    }

    private static Scalar plain(String written, Position position) {
        if (NULL.contains(written)) {
            return new Scalar(Type.NULL, "", written, Optional.of(position));
        }
        if (TRUE.contains(written) || FALSE.contains(written)) {
            return new Scalar(Type.BOOLEAN, String.valueOf(TRUE.contains(written)), written, Optional.of(position));
        }
        String digits = written.replace("_", "");
        Matcher integer = INTEGER.matcher(digits);
        if (digits.length() <= MOST_DIGITS && integer.matches()) {
            return new Scalar(Type.INTEGER, integer(integer).toString(), written, Optional.of(position));
        }
        if (FLOAT.matcher(digits).matches() && Double.isFinite(Double.parseDouble(digits))) {
            return fraction(Double.parseDouble(digits), written, Optional.of(position));
        }
        return new Scalar(Type.STRING, written, written, Optional.of(position));
    }

    private static BigInteger integer(Matcher matcher) {
        BigInteger value = BigInteger.ZERO;
        for (int group = 2; group < BASES.length; group++) {
            if (matcher.group(group) != null) {
                value = new BigInteger(matcher.group(group), BASES[group]);
            }
        }
        return matcher.group(1).equals("-") ? value.negate() : value;
    }

    /** JSON does not tell 2.0 from 2, so it is whole. */
    static Scalar fraction(double number, String written, Optional<Position> position) {
        boolean whole = number == Math.rint(number) && Math.abs(number) < 1e15;
        return whole
                ? new Scalar(Type.INTEGER, Long.toString((long) number), written, position)
                : new Scalar(Type.FLOAT, Double.toString(number), written, position);
    }
}
