package dev.sluice.core.text;

import dev.sluice.core.model.Ordered;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What a job wrote to {@code $SLUICE_OUTPUT}: lines of {@code KEY=value}. Empty lines say nothing, a key written twice has its last
 * value. The same rule holds for a laptop's file and for a Pod's termination message.
 */
public sealed interface Outputs {

    /** The kubelet keeps the last 4,096 bytes of a longer message in silence, so one of 4,096 may have been cut: one less is whole. */
    int MOST_BYTES = 4095;

    record Written(Map<String, String> values) implements Outputs {
        public Written {
            values = Ordered.copyOf(values);
        }
    }

    /** The attempt has failed for it. {@code message} is for people. */
    record Unreadable(String message) implements Outputs {}

    static Outputs parse(String text) {
        return Reader.read(text);
    }

    /** Why a file of this size is not even opened. */
    static Unreadable tooLong() {
        return new Unreadable(
                "wrote more than 4,095 bytes to $SLUICE_OUTPUT; write large results to a file of your own");
    }

    /** How lines become values. */
    final class Reader {

        private static final Pattern LINE_END = Pattern.compile("\r?\n");
        private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

        private Reader() {}

        private static Outputs read(String text) {
            if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
                return tooLong();
            }
            Map<String, String> values = new LinkedHashMap<>();
            int number = 0;
            for (String line : LINE_END.split(text)) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                int equals = line.indexOf('=');
                if (equals < 0 || !KEY.matcher(line.substring(0, equals)).matches()) {
                    return new Unreadable(
                            "line %d of $SLUICE_OUTPUT is not KEY=value: %s".formatted(number, shown(line)));
                }
                if (line.indexOf('\0') >= 0) {
                    return new Unreadable("line %d of $SLUICE_OUTPUT has a zero byte".formatted(number));
                }
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
            return new Written(values);
        }

        private static String shown(String line) {
            String printable = line.replaceAll("\\p{Cntrl}", "?");
            return printable.length() <= 60 ? printable : printable.substring(0, 60) + "…";
        }
    }
}
