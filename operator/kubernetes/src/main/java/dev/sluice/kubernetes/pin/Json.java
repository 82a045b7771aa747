package dev.sluice.kubernetes.pin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One text for one value: keys sorted, nothing absent written. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static String canonical(Object plain) {
        try {
            return MAPPER.writeValueAsString(sorted(plain));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not plain values", e);
        }
    }

    /** Maps of plain values with their keys in order and without nulls. */
    static Object sorted(Object plain) {
        if (plain instanceof Map<?, ?> map) {
            Map<String, Object> sorted = new TreeMap<>();
            map.forEach((key, value) -> {
                if (value != null) {
                    sorted.put(String.valueOf(key), sorted(value));
                }
            });
            return sorted;
        }
        if (plain instanceof List<?> list) {
            List<Object> items = new ArrayList<>(list.size());
            list.forEach(item -> items.add(sorted(item)));
            return items;
        }
        return plain;
    }
}
