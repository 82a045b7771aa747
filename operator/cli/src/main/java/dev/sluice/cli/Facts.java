package dev.sluice.cli;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What is told of one thing, the same for people and for programs; what says nothing is not told. */
final class Facts {

    private final Map<String, Object> facts = new LinkedHashMap<>();

    Facts put(String name, Object value) {
        boolean empty = value.equals("")
                || value instanceof Collection<?> items && items.isEmpty()
                || value instanceof Map<?, ?> map && map.isEmpty();
        if (!empty) {
            facts.put(name, value);
        }
        return this;
    }

    Facts put(String name, Optional<?> value) {
        value.ifPresent(told -> put(name, told));
        return this;
    }

    /** Of lists that programs rely on. */
    Facts putAll(String name, Collection<?> items) {
        facts.put(name, items);
        return this;
    }

    Map<String, Object> map() {
        return facts;
    }

    /** One line a fact, its name as words before it; several lines are below one another. */
    List<String> lines(Style style) {
        int wide = facts.keySet().stream()
                .mapToInt(name -> words(name).length())
                .max()
                .orElse(0);
        List<String> lines = new ArrayList<>();
        facts.forEach((name, value) -> {
            List<String> values = value instanceof Collection<?> items && items.isEmpty() ? List.of() : values(value);
            for (int i = 0; i < values.size(); i++) {
                String head = i == 0 ? words(name) : "";
                lines.add("  " + style.faint(head) + " ".repeat(wide - head.length() + 2) + values.get(i));
            }
        });
        return lines;
    }

    private static List<String> values(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .map(entry -> entry.getKey() + (entry.getValue().equals("") ? "" : "=" + entry.getValue()))
                    .toList();
        }
        if (value instanceof Collection<?> items) {
            boolean names = items.stream().allMatch(item -> item instanceof String text && text.matches("[\\w.-]+"));
            return names
                    ? List.of(String.join(
                            ", ", items.stream().map(String::valueOf).toList()))
                    : items.stream().flatMap(item -> values(item).stream()).toList();
        }
        return value.toString().lines().toList();
    }

    /** {@code sideEffects} as people write it. */
    private static String words(String name) {
        return name.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }
}
