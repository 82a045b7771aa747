package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.recognition.Dialect;
import dev.sluice.core.dialect.recognition.Dialects;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The published schema has the fields that the reader takes, and no other. */
class StageGraphSchemaTest {

    private final JsonNode schema;

    StageGraphSchemaTest() throws IOException {
        schema = new ObjectMapper()
                .readTree(Path.of("../../docs/schemas/stage-graph.schema.json").toFile());
    }

    private static List<String> unknown(Map<String, Object> file) {
        return Dialects.translate(Dialect.GRAPH, Source.of(file), "p", Map.of()).problems().stream()
                .filter(problem -> problem.message().startsWith("unknown field"))
                .map(problem -> problem.path())
                .toList();
    }

    private static Map<String, Object> with(String field) {
        Map<String, Object> stage = new HashMap<>(Map.of("command", "y"));
        stage.put(field, "x");
        return stage;
    }

    @Test
    void every_field_of_the_schema_is_known_to_the_reader() {
        schema.at("/$defs/stage/properties").fieldNames().forEachRemaining(field -> assertThat(
                        unknown(Map.of("stages", Map.of("a", with(field)))))
                .isEmpty());
        schema.at("/$defs/pipeline/properties").fieldNames().forEachRemaining(field -> assertThat(unknown(Map.of(
                        "pipelines", Map.of("p", Map.of(field, "a")), "stages", Map.of("a", Map.of("command", "y")))))
                .isEmpty());
        schema.at("/properties").fieldNames().forEachRemaining(field -> assertThat(
                        unknown(Map.of(field, Map.of("a", Map.of("command", "y")))))
                .doesNotContain(field));
    }

    @Test
    void what_the_schema_has_not_the_reader_does_not_know() {
        assertThat(unknown(Map.of("other", 1, "stages", Map.of("a", Map.of("command", "y", "other", 1)))))
                .containsExactlyInAnyOrder("stages.a.other", "other");
    }

    @Test
    void the_runtimes_are_those_of_the_reader() {
        schema.at("/$defs/stage/properties/runtime/enum").forEach(runtime -> assertThat(Dialects.translate(
                                Dialect.GRAPH,
                                Source.of(Map.of(
                                        "stages", Map.of("a", Map.of("runtime", runtime.asText(), "script", "x")))),
                                "p",
                                Map.of())
                        .problems())
                .isEmpty());
    }
}
