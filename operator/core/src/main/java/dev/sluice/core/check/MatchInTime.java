package dev.sluice.core.check;

import java.util.regex.Pattern;

/** A regular expression may take for ever with a text made for it; past a million looks at the text it does not match. */
final class MatchInTime {

    private static final int MOST_LOOKS = 1_000_000;

    private MatchInTime() {}

    /** The whole of {@code text}. */
    static boolean matches(Pattern format, String text) {
        try {
            return format.matcher(new Watched(text)).matches();
        } catch (TooLong | StackOverflowError e) {
            return false;
        }
    }

    private static final class TooLong extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooLong() {
            super(null, null, false, false);
        }
    }

    private static final class Watched implements CharSequence {

        private final String text;
        private int looks;

        Watched(String text) {
            this.text = text;
        }

        @Override
        public char charAt(int index) {
            if (++looks > MOST_LOOKS) {
                throw new TooLong();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
