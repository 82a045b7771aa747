package dev.sluice.core.dialect;

import java.util.function.Function;

/** A string of JSON, read. */
record JsonString(String text, int quote, Function<String, SourceException> fault) {

    String value() throws SourceException {
        StringBuilder value = new StringBuilder();
        int at = quote + 1;
        while (true) {
            char c = at < text.length() ? text.charAt(at) : 0;
            if (at >= text.length() || c == '\n') {
                throw fault.apply("a string has no closing quote");
            }
            if (c == '"') {
                return value.toString();
            }
            if (c < ' ') {
                throw fault.apply("a string has a control character; write \\t, \\n or \\u%04x".formatted((int) c));
            }
            if (c != '\\') {
                value.append(c);
                at++;
            } else {
                at = escape(at + 1, value);
            }
        }
    }

    private int escape(int at, StringBuilder value) throws SourceException {
        char c = at < text.length() ? text.charAt(at) : 0;
        int plain = "\"\\/bfnrt".indexOf(c);
        if (plain >= 0) {
            value.append("\"\\/\b\f\n\r\t".charAt(plain));
            return at + 1;
        }
        if (c == 'u'
                && at + 5 <= text.length()
                && text.substring(at + 1, at + 5).matches("[0-9a-fA-F]{4}")) {
            value.append((char) Integer.parseInt(text.substring(at + 1, at + 5), 16));
            return at + 5;
        }
        throw fault.apply("a string has an escape that JSON does not know; a backslash itself is \\\\");
    }
}
