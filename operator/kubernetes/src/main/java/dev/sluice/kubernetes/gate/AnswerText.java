package dev.sluice.kubernetes.gate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers as an annotation has them: {@code {"version": "1.2", "region": ["eu", "us"]}}. */
final class AnswerText {

    private static final ObjectMapper JSON = new ObjectMapper();

    private AnswerText() {}

    /** Absent: it can't be read so. */
    static Optional<Map<String, List<String>>> read(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            return tree != null && tree.isObject() ? object(tree) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** One value as itself, several as a list. */
    static String write(Map<String, List<String>> answers) {
        Map<String, Object> tree = new LinkedHashMap<>();
        answers.forEach((key, values) -> tree.put(key, values.size() == 1 ? values.get(0) : values));
        try {
            return JSON.writeValueAsString(tree);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }

    private static Optional<Map<String, List<String>>> object(JsonNode tree) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : tree.properties()) {
            List<String> values = new ArrayList<>();
            for (JsonNode value : field.getValue().isArray() ? field.getValue() : List.of(field.getValue())) {
                if (!value.isValueNode() || value.isNull()) {
                    return Optional.empty();
                }
                values.add(value.asText());
            }
            answers.put(field.getKey(), values);
        }
        return Optional.of(answers);
    }
}
