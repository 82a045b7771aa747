package dev.sluice.local.schema;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Artifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** E6: a declared artifact is held to its JSON Schema. */
class ArtifactSchemasTest {

    private static final String SCHEMA =
            """
            {"type": "object", "required": ["modules"], "additionalProperties": false,
             "properties": {"modules": {"type": "array", "items": {"$ref": "names.json#/$defs/name"}}}}
            """;

    @TempDir
    Path directory;

    @BeforeEach
    void schemas() throws IOException {
        write("schemas/list.json", SCHEMA);
        write("schemas/names.json", "{\"$defs\": {\"name\": {\"type\": \"string\", \"minLength\": 2}}}");
    }

    static Stream<Arguments> artifacts() {
        String head = "artifact out.json does not fit schemas/list.json: ";
        return Stream.of(
                Arguments.of("{\"modules\": [\"ab\"]}", null),
                Arguments.of("{}", head + "the whole: required property 'modules' not found"),
                Arguments.of("[]", head + "the whole: array found, object expected"),
                Arguments.of(
                        "{\"modules\": [\"ab\", 3, \"c\"], \"x\": 1}",
                        head + "/modules/1: integer found, string expected, "
                                + "/modules/2: must be at least 2 characters long, "
                                + "the whole: property 'x' is not defined in the schema and the schema does not allow additional properties"),
                Arguments.of(
                        "{\"modules\": ",
                        "artifact out.json:1:13 is no JSON: Unexpected end-of-input within/between Object entries"),
                Arguments.of("{} {}", "artifact out.json:1:4 is no JSON: Trailing token"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("artifacts")
    void what_does_not_fit_is_told_with_its_place_and_what_was_expected(String text, String fault) throws IOException {
        write("out.json", text);
        String found = fault("out.json", "schemas/list.json").orElse(null);
        if (fault == null) {
            assertThat(found).isNull();
        } else {
            assertThat(found).startsWith(fault);
        }
    }

    @Test
    void of_many_faults_ten_are_told() throws IOException {
        write("out.json", "{\"modules\": [1,1,1,1,1,1,1,1,1,1,1,1]}");
        assertThat(fault("out.json", "schemas/list.json").orElseThrow())
                .contains("/modules/9: ")
                .doesNotContain("/modules/10")
                .endsWith(", and 2 more");
    }

    @Test
    void what_is_wrong_with_the_schema_is_told_too_and_nothing_is_fetched() throws IOException {
        write("out.json", "{}");
        assertThat(fault("out.json", "no.json")).contains("schema no.json can't be read: no such file");
        write("broken.json", "{\"type\": ");
        assertThat(fault("out.json", "broken.json").orElseThrow()).startsWith("schema broken.json:1:");
        write("remote.json", "{\"$ref\": \"http://127.0.0.1:9/x.json\"}");
        assertThat(fault("out.json", "remote.json").orElseThrow())
                .startsWith("schema remote.json can't be used: ")
                .contains("http://127.0.0.1:9/x.json");
        write("outside.json", "{\"$ref\": \"file:///etc/hostname\"}");
        assertThat(fault("out.json", "outside.json").orElseThrow()).startsWith("schema outside.json can't be used: ");
    }

    @Test
    void drafts_are_told_apart_by_what_a_schema_names() throws IOException {
        write(
                "draft4.json",
                "{\"$schema\": \"http://json-schema.org/draft-04/schema#\", \"maximum\": 3, \"exclusiveMaximum\": true}");
        write("out.json", "3");
        assertThat(fault("out.json", "draft4.json")).isPresent();
    }

    @Test
    void artifacts_without_a_schema_are_not_looked_at() {
        assertThat(ArtifactSchemas.fault(directory, List.of(new Artifact("no", Optional.empty()))))
                .isEmpty();
    }

    private Optional<String> fault(String artifact, String schema) {
        return ArtifactSchemas.fault(directory, List.of(new Artifact(artifact, Optional.of(schema))));
    }

    private void write(String path, String text) throws IOException {
        Path file = directory.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
