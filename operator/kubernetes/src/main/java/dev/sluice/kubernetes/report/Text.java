package dev.sluice.kubernetes.report;

import java.util.Map;

/** Texts of bounded length, and how long they are as JSON. */
final class Text {

    private Text() {}

    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Math.max(0, longest - 1);
        if (end > 0 && Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + "…";
    }

    static String counted(int count, String word) {
        return count + " " + word + (count == 1 ? "" : "s");
    }

    /** Bytes of the text in JSON, its quotes included; never too few. */
    static int jsonBytes(String text) {
        int bytes = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ') {
                bytes += 6;
            } else if (c == '"' || c == '\\') {
                bytes += 2;
            } else {
                bytes += c < 0x80 ? 1 : 3;
            }
        }
        return bytes;
    }

    static int jsonBytes(Map<String, String> values) {
        int bytes = 2;
        for (Map.Entry<String, String> value : values.entrySet()) {
            bytes += jsonBytes(value.getKey()) + jsonBytes(value.getValue()) + 2;
        }
        return bytes;
    }
}
