package dev.sluice.core.concurrency;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Places as text, a line each, that people can read too: no name has a space in it. */
public final class PlacesText {

    private PlacesText() {}

    /** {@code 8e1f shop-x7k2p deploy/0}, without the last word where it is the run as a whole. */
    public static String held(Places places) {
        return text(
                places.held(),
                place -> place.runId() + " " + place.run() + (place.job().isEmpty() ? "" : " " + place.job()));
    }

    /** {@code 8e1f shop-x7k2p 2026-11-21T10:00:00Z}. */
    public static String turns(Places places) {
        return text(places.turns(), turn -> turn.runId() + " " + turn.run() + " " + turn.since());
    }

    /** @throws IllegalArgumentException where they are no such texts */
    public static Places read(String held, String turns) {
        return new Places(
                lines(held, words -> new Places.Place(words[0], words[1], words.length > 2 ? words[2] : "")),
                lines(turns, words -> new Places.Turn(words[0], words[1], Instant.parse(words[2]))));
    }

    private static <T> String text(List<T> values, Function<T, String> line) {
        return values.stream().map(line).collect(Collectors.joining("\n"));
    }

    private static <T> List<T> lines(String text, Function<String[], T> read) {
        List<T> values = new ArrayList<>();
        for (String line : text.lines().toList()) {
            try {
                values.add(read.apply(line.split(" ")));
            } catch (ArrayIndexOutOfBoundsException | DateTimeException e) {
                throw new IllegalArgumentException("no place in a group: " + line, e);
            }
        }
        return values;
    }
}
