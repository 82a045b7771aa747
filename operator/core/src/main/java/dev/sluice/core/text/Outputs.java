package dev.sluice.core.text;

import dev.sluice.core.model.Ordered;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a job wrote to {@code $SLUICE_OUTPUT}: lines of {@code KEY=value}. Empty lines say nothing, a key written twice has its last
 * value. A line that is just {@code ---} ends them, and what follows is steps for the run, as text. What
 * failed may say why in a line {@code SLUICE_FAILURE=…}. The same rule holds for a laptop's file and for a Pod's termination message.
 */
public sealed interface Outputs {

    /** The kubelet keeps the last 4,096 bytes of a longer message in silence, so one of 4,096 may have been cut: one less is whole. */
    int MOST_BYTES = 4095;

    /** Of steps for the run, where the way they take allows it: a termination message holds no more than the above in all. */
    int MOST_UPLOAD_BYTES = 1024 * 1024;

    /** {@code upload}: the steps; absent where there is nothing but white space. */
    record Written(Map<String, String> values, Optional<String> upload) implements Outputs {
        public Written {
            values = Ordered.copyOf(values);
        }

        public Written(Map<String, String> values) {
            this(values, Optional.empty());
        }
    }

    /** The attempt has failed for it. {@code message} is for people. */
    record Unreadable(String message) implements Outputs {}

    static Outputs parse(String text) {
        return Reader.read(text);
    }

    /** Why an attempt failed, where it says so itself: its last line {@code SLUICE_FAILURE=…}, fit for a screen. */
    static Optional<String> failure(String text) {
        Matcher line = Reader.FAILURE.matcher(text);
        Optional<String> why = Optional.empty();
        while (line.find()) {
            why = Optional.of(
                    Reader.shown(line.group(1), Reader.LONGEST_FAILURE).strip());
        }
        return why.filter(words -> !words.isEmpty());
    }

    /** Why a file of this size is not even opened. */
    static Unreadable tooLong() {
        return new Unreadable(
                "wrote more than 4,095 bytes to $SLUICE_OUTPUT; write large results to a file of your own");
    }

    /** How lines become values. */
    final class Reader {

        private static final Pattern LINE_END = Pattern.compile("\r?\n");
        private static final Pattern SEPARATOR = Pattern.compile("^---\\r?(?:\\n|\\z)", Pattern.MULTILINE);
        private static final Pattern FAILURE = Pattern.compile("^SLUICE_FAILURE=(.*)$", Pattern.MULTILINE);
        private static final int LONGEST_FAILURE = 300;
        private static final int LONGEST_LINE = 60;
        private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

        private Reader() {}

        private static Outputs read(String all) {
            Matcher separator = SEPARATOR.matcher(all);
            boolean separated = separator.find();
            String text = separated ? all.substring(0, separator.start()) : all;
            Optional<String> upload = separated
                    ? Optional.of(all.substring(separator.end())).filter(steps -> !steps.isBlank())
                    : Optional.empty();
            if (text.getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
                return tooLong();
            }
            if (upload.filter(steps -> steps.getBytes(StandardCharsets.UTF_8).length > MOST_UPLOAD_BYTES)
                    .isPresent()) {
                return new Unreadable("wrote more than 1 MiB of steps to $SLUICE_OUTPUT");
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
                    return new Unreadable("line %d of $SLUICE_OUTPUT is not KEY=value: %s"
                            .formatted(number, shown(line, LONGEST_LINE)));
                }
                if (line.indexOf('\0') >= 0) {
                    return new Unreadable("line %d of $SLUICE_OUTPUT has a zero byte".formatted(number));
                }
                values.put(line.substring(0, equals), line.substring(equals + 1));
            }
            return new Written(values, upload);
        }

        private static String shown(String line, int longest) {
            String printable = line.replaceAll("\\p{Cntrl}", "?");
            return printable.length() <= longest ? printable : printable.substring(0, longest) + "…";
        }
    }
}
