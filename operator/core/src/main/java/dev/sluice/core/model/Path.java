package dev.sluice.core.model;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A place in a tree of values, as people read it: {@code spec.steps[2].environment["a.b"]}. */
public record Path(String text) {

    public static final Path ROOT = new Path("");

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z_$<][A-Za-z0-9_$<-]*");
    private static final Pattern SEGMENT =
            Pattern.compile("\\.?([^.\\[\\]\"]+)|\\[(\\d{1,9})]|\\[\"((?:[^\"\\\\]|\\\\.)*)\"]");

    public static Path of(String text) {
        return new Path(text);
    }

    public Path field(String name) {
        if (!PLAIN.matcher(name).matches()) {
            return new Path(text + "[\"" + name.replace("\\", "\\\\").replace("\"", "\\\"") + "\"]");
        }
        return new Path(text.isEmpty() ? name : text + "." + name);
    }

    public Path index(int index) {
        return new Path(text + "[" + index + "]");
    }

    /** Field names as strings and indexes as integers. What can't be understood ends the list. */
    public static List<Object> segments(String path) {
        List<Object> segments = new ArrayList<>();
        Matcher matcher = SEGMENT.matcher(path);
        int end = 0;
        while (matcher.lookingAt()) {
            if (matcher.group(1) != null) {
                segments.add(matcher.group(1));
            } else if (matcher.group(2) != null) {
                segments.add(Integer.valueOf(matcher.group(2)));
            } else {
                segments.add(matcher.group(3).replaceAll("\\\\(.)", "$1"));
            }
            end = matcher.end();
            matcher.region(end, path.length());
        }
        return segments;
    }

    @Override
    public String toString() {
        return text;
    }
}
