package dev.sluice.crds;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrdCompatibilityTest {
    private static final KubernetesSerialization SERIALIZATION = new KubernetesSerialization();

    @Test
    void theGeneratedCrdsBreakNobodyWhoUsesTheLastRelease() throws IOException {
        var release = newestRelease();
        if (release.isEmpty()) {
            return;
        }
        for (var crd : GeneratedCrds.render().entrySet()) {
            var released = Files.readString(release.get().resolve(crd.getKey() + ".yaml"));
            assertThat(CrdCompatibility.breaks(crd(released), crd(crd.getValue())))
                    .as("%s since %s", crd.getKey(), release.get())
                    .isEmpty();
        }
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            a field is gone              | {properties: {a: {type: string}}}           | {properties: {}}                             | a is gone
            a field of an item is gone   | {properties: {a: {type: array, items: {properties: {b: {}}}}}} | {properties: {a: {type: array, items: {}}}} | a[].b is gone
            another type                 | {properties: {a: {type: string}}}           | {properties: {a: {type: integer}}}           | a: type was string, is integer
            a value is gone              | {enum: [A, B]}                              | {enum: [A]}                                  | the resource: enum was ["A", "B"], is ["A"]
            words become an enum         | {type: string}                              | {type: string, enum: [A]}                    | the resource: enum was [], is ["A"]
            a lower maximum              | {maximum: 10}                               | {maximum: 9}                                 | the resource: maximum was 10.0, is 9.0
            a new maximum                | {type: integer}                             | {type: integer, maximum: 9}                  | the resource: maximum was null, is 9.0
            a higher minimum             | {minimum: 1}                                | {minimum: 2}                                 | the resource: minimum was 1.0, is 2.0
            a shorter string             | {maxLength: 10}                             | {maxLength: 9}                               | the resource: maxLength was 10, is 9
            a longer string              | {type: string}                              | {type: string, minLength: 1}                 | the resource: minLength was null, is 1
            fewer items                  | {maxItems: 10}                              | {maxItems: 9}                                | the resource: maxItems was 10, is 9
            more items                   | {minItems: 1}                               | {minItems: 2}                                | the resource: minItems was 1, is 2
            fewer entries                | {maxProperties: 10}                         | {maxProperties: 9}                           | the resource: maxProperties was 10, is 9
            more entries                 | {minProperties: 1}                          | {minProperties: 2}                           | the resource: minProperties was 1, is 2
            a new pattern                | {type: string}                              | {type: string, pattern: a}                   | the resource: pattern was null, is a
            another pattern              | {pattern: a*}                               | {pattern: a}                                 | the resource: pattern was a*, is a
            a new format                 | {type: string}                              | {type: string, format: date}                 | the resource: format was null, is date
            another list type            | {x-kubernetes-list-type: atomic}            | {x-kubernetes-list-type: set}                | the resource: list type was atomic, is set
            another list key             | {x-kubernetes-list-map-keys: [a]}           | {x-kubernetes-list-map-keys: [b]}            | the resource: list keys was [a], is [b]
            unknown fields are dropped   | {x-kubernetes-preserve-unknown-fields: true} | {type: }                                    | the resource: kept unknown fields was true, is false
            a new required field         | {properties: {a: {}}}                       | {properties: {a: {}, b: {}}, required: [b]}  | the resource: b is required now
            a field of a map's values    | {properties: {a: {additionalProperties: {maxLength: 2}}}} | {properties: {a: {additionalProperties: {maxLength: 1}}}} | a{}: maxLength was 2, is 1
            """)
    void aBreakIsTold(String name, String released, String generated, String expected) {
        assertThat(CrdCompatibility.breaks(schema(released), schema(generated))).containsExactly(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            nothing changed              | {properties: {a: {type: string}}}           | {properties: {a: {type: string}}}
            a new field                  | {properties: {a: {type: string}}}           | {properties: {a: {type: string}, b: {type: string}}}
            a required field of a new one | {properties: {}}                           | {properties: {a: {properties: {b: {}}, required: [b]}}}
            a further value              | {enum: [A]}                                 | {enum: [A, B]}
            an enum becomes words        | {type: string, enum: [A]}                   | {type: string}
            wider bounds                 | {minimum: 2, maximum: 3, maxLength: 4, maxItems: 5} | {minimum: 1, maximum: 4, maxLength: 5}
            no pattern any more          | {pattern: a}                                | {type: }
            no longer required           | {properties: {a: {}}, required: [a]}        | {properties: {a: {}}}
            another description          | {description: a}                            | {description: b}
            """)
    void whatBreaksNobodyIsNot(String name, String released, String generated) {
        assertThat(CrdCompatibility.breaks(schema(released), schema(generated))).isEmpty();
    }

    @Test
    void aVersionThatIsGoneIsTold() {
        var crd = "--- {spec: {versions: [{name: %s, schema: {openAPIV3Schema: {}}}]}}";
        assertThat(CrdCompatibility.breaks(crd(crd.formatted("v1alpha1")), crd(crd.formatted("v1beta1"))))
                .containsExactly("version v1alpha1 is gone");
    }

    private static Optional<Path> newestRelease() throws IOException {
        try (var releases = Files.list(Path.of("released"))) {
            return releases.filter(Files::isDirectory)
                    .max(Comparator.comparing(
                            release -> Version.parse(release.getFileName().toString())));
        }
    }

    private static JSONSchemaProps schema(String yaml) {
        return SERIALIZATION.unmarshal("--- " + yaml, JSONSchemaProps.class);
    }

    private static CustomResourceDefinition crd(String yaml) {
        return SERIALIZATION.unmarshal(yaml, CustomResourceDefinition.class);
    }
}
