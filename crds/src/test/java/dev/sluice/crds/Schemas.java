package dev.sluice.crds;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import java.util.function.BiConsumer;

/** Walks a schema, parents first, with paths such as {@code spec.steps[].environment{}}. */
final class Schemas {
    private Schemas() {}

    static void walk(JSONSchemaProps schema, BiConsumer<String, JSONSchemaProps> visitor) {
        walk("", schema, visitor);
    }

    static void walk(String path, JSONSchemaProps schema, BiConsumer<String, JSONSchemaProps> visitor) {
        visitor.accept(path, schema);
        if (schema.getProperties() != null) {
            var prefix = path.isEmpty() ? "" : path + ".";
            schema.getProperties().forEach((name, property) -> walk(prefix + name, property, visitor));
        }
        if (schema.getItems() != null) {
            walk(path + "[]", schema.getItems().getSchema(), visitor);
        }
        if (schema.getAdditionalProperties() != null) {
            walk(path + "{}", schema.getAdditionalProperties().getSchema(), visitor);
        }
    }

    static JSONSchemaProps copy(JSONSchemaProps schema) {
        return new JSONSchemaPropsBuilder(schema).build();
    }
}
