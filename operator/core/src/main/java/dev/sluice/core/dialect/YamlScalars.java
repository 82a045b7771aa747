package dev.sluice.core.dialect;

import dev.sluice.core.dialect.Source.Scalar;
import dev.sluice.core.dialect.Source.Scalar.Type;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * Which scalar is a number, a boolean, or text: as kubectl decides it (YAML 1.1 without its sexagesimal numbers and dates), so that a
 * file means the same on a laptop as in a cluster.
 */
final class YamlScalars {

    private static final Set<String> TRUE = Set.of("true", "yes", "on");
    private static final Set<Tag> TEXT = Set.of(Tag.STR, Tag.TIMESTAMP);

    private YamlScalars() {}

    static Scalar read(ScalarNode node) throws SourceException {
        Tag tag = node.getTag();
        String written = node.getValue();
        if (TEXT.contains(tag) || tag.equals(Tag.MERGE)) {
            return scalar(node, Type.STRING, written);
        }
        if (tag.equals(Tag.NULL)) {
            return scalar(node, Type.NULL, "");
        }
        if (tag.equals(Tag.BOOL)) {
            return scalar(node, Type.BOOLEAN, String.valueOf(TRUE.contains(written.toLowerCase(Locale.ROOT))));
        }
        if (tag.equals(Tag.INT)) {
            return number(node, written);
        }
        if (tag.equals(Tag.FLOAT)) {
            return written.contains(":") ? scalar(node, Type.STRING, written) : scalar(node, Type.FLOAT, written);
        }
        throw new SourceException(YamlDocuments.position(node.getStartMark()), noTags(tag));
    }

    static String noTags(Tag tag) {
        return "the tag " + tag.getValue().replace(Tag.PREFIX, "!!") + " is not understood; write the value without it";
    }

    private static Scalar number(ScalarNode node, String written) {
        String digits = written.replace("_", "");
        if (digits.contains(":")) {
            return scalar(node, Type.STRING, written);
        }
        boolean negative = digits.startsWith("-");
        String unsigned = negative || digits.startsWith("+") ? digits.substring(1) : digits;
        try {
            BigInteger value = magnitude(unsigned.toLowerCase(Locale.ROOT));
            return scalar(node, Type.INTEGER, (negative ? value.negate() : value).toString());
        } catch (NumberFormatException e) {
            return scalar(node, Type.STRING, written);
        }
    }

    private static BigInteger magnitude(String digits) {
        if (digits.startsWith("0x")) {
            return new BigInteger(digits.substring(2), 16);
        }
        if (digits.startsWith("0b")) {
            return new BigInteger(digits.substring(2), 2);
        }
        return digits.length() > 1 && digits.startsWith("0") ? new BigInteger(digits, 8) : new BigInteger(digits);
    }

    private static Scalar scalar(ScalarNode node, Type type, String text) {
        return new Scalar(type, text, node.getValue(), Optional.of(YamlDocuments.position(node.getStartMark())));
    }
}
