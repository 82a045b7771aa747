package dev.sluice.crds;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sluice.api.v1alpha1.Pipeline;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedCrdsTest {
    /** What {@code kubectl apply} keeps in an annotation, 262,144 bytes at most; some room is for fields to come. */
    private static final int SIZE_LIMIT = 200_000;

    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    static Set<String> crds() {
        return GeneratedCrds.render().keySet();
    }

    @ParameterizedTest
    @MethodSource("crds")
    void theCommittedCrdIsWhatTheTypesMake(String crd) throws IOException {
        assertThat(GeneratedCrds.render().get(crd).equals(Files.readString(Path.of("generated", crd + ".yaml"))))
                .withFailMessage("crds/generated/%s.yaml is out of date. Run: %s", crd, GenerateCrds.COMMAND)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("crds")
    void theCrdIsOnTheClasspath(String crd) {
        assertThat(Pipeline.class.getResource("/META-INF/fabric8/" + crd + ".yaml"))
                .isNotNull();
    }

    @ParameterizedTest
    @MethodSource("crds")
    void itCanBeAppliedByTheClient(String crd) {
        var json = SERIALIZATION.asJson(
                SERIALIZATION.unmarshal(GeneratedCrds.render().get(crd), JsonNode.class));
        assertThat(json.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(SIZE_LIMIT);
    }

    /** The API server reads YAML 1.1: an unquoted {@code - False} made it refuse every condition's status. */
    @ParameterizedTest
    @MethodSource("crds")
    void noStringIsABooleanToYaml11(String crd) {
        assertThat(GeneratedCrds.render().get(crd))
                .doesNotContainPattern(
                        "(?mi)^\\s*(- |default: )(false|true|yes|no|on|off|y|n)$(?<!default: (false|true))");
    }

    @ParameterizedTest
    @MethodSource("crds")
    void everyFieldIsDescribed(String crd) {
        var missing = new ArrayList<String>();
        Stream.of("spec", "status")
                .forEach(part -> Schemas.walk(part, part(crd, part), (path, schema) -> {
                    var isField = path.contains(".") && !path.endsWith("[]") && !path.endsWith("{}");
                    if (isField && schema.getDescription() == null) {
                        missing.add(path);
                    }
                }));
        assertThat(missing).isEmpty();
    }

    /** CEL's cost is estimated from the bounds: one that is missing counts as the largest request there is. */
    @ParameterizedTest
    @MethodSource("crds")
    void everyStringListAndMapOfASpecIsBounded(String crd) {
        var unbounded = new ArrayList<String>();
        Schemas.walk("spec", part(crd, "spec"), (path, schema) -> {
            if (!isBounded(schema)) {
                unbounded.add(path);
            }
        });
        assertThat(unbounded).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("crds")
    void unknownFieldsAreKeptInConfigAlone(String crd) {
        assertThat(paths(crd, schema -> Boolean.TRUE.equals(schema.getXKubernetesPreserveUnknownFields())))
                .isNotEmpty()
                .allMatch(path -> path.endsWith(".config"));
    }

    private static boolean isBounded(JSONSchemaProps schema) {
        return switch (schema.getType() == null ? "string" : schema.getType()) {
            case "string" -> schema.getEnum() != null && !schema.getEnum().isEmpty() || schema.getMaxLength() != null;
            case "array" -> schema.getMaxItems() != null;
            case "integer" -> schema.getMinimum() != null && schema.getMaximum() != null;
            case "object" -> schema.getAdditionalProperties() == null || schema.getMaxProperties() != null;
            default -> true;
        };
    }

    private static List<String> paths(String crd, Predicate<JSONSchemaProps> wanted) {
        var paths = new ArrayList<String>();
        Schemas.walk("spec", part(crd, "spec"), (path, schema) -> {
            if (wanted.test(schema)) {
                paths.add(path);
            }
        });
        return paths;
    }

    private static JSONSchemaProps part(String crd, String part) {
        return SERIALIZATION
                .unmarshal(GeneratedCrds.render().get(crd), CustomResourceDefinition.class)
                .getSpec()
                .getVersions()
                .get(0)
                .getSchema()
                .getOpenAPIV3Schema()
                .getProperties()
                .get(part);
    }
}
