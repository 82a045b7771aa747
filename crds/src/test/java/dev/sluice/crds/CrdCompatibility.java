package dev.sluice.crds;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What of the last release's resources the new CRD would lose or refuse. CEL rules can't be compared and are not. */
final class CrdCompatibility {
    private final List<String> breaks = new ArrayList<>();

    private CrdCompatibility() {}

    static List<String> breaks(CustomResourceDefinition released, CustomResourceDefinition generated) {
        var found = new ArrayList<String>();
        for (var version : released.getSpec().getVersions()) {
            generated.getSpec().getVersions().stream()
                    .filter(it -> it.getName().equals(version.getName()))
                    .findFirst()
                    .ifPresentOrElse(
                            it -> found.addAll(breaks(
                                    version.getSchema().getOpenAPIV3Schema(),
                                    it.getSchema().getOpenAPIV3Schema())),
                            () -> found.add("version " + version.getName() + " is gone"));
        }
        return found;
    }

    static List<String> breaks(JSONSchemaProps released, JSONSchemaProps generated) {
        var before = byPath(released);
        var after = byPath(generated);
        var compatibility = new CrdCompatibility();
        before.forEach((path, schema) -> {
            if (after.containsKey(path)) {
                compatibility.compare(path.isEmpty() ? "the resource" : path, schema, after.get(path));
            } else {
                compatibility.breaks.add(path + " is gone");
            }
        });
        return compatibility.breaks;
    }

    private static Map<String, JSONSchemaProps> byPath(JSONSchemaProps schema) {
        var schemas = new LinkedHashMap<String, JSONSchemaProps>();
        Schemas.walk(schema, schemas::put);
        return schemas;
    }

    private void compare(String path, JSONSchemaProps before, JSONSchemaProps after) {
        same(path, "type", before.getType(), after.getType());
        same(path, "list type", before.getXKubernetesListType(), after.getXKubernetesListType());
        same(path, "list keys", before.getXKubernetesListMapKeys(), after.getXKubernetesListMapKeys());
        same(path, "kept unknown fields", keepsUnknown(before), keepsUnknown(after));
        unlessAbsent(path, "pattern", before.getPattern(), after.getPattern());
        unlessAbsent(path, "format", before.getFormat(), after.getFormat());
        atMost(path, "maximum", before.getMaximum(), after.getMaximum());
        atMost(path, "maxLength", before.getMaxLength(), after.getMaxLength());
        atMost(path, "maxItems", before.getMaxItems(), after.getMaxItems());
        atMost(path, "maxProperties", before.getMaxProperties(), after.getMaxProperties());
        atLeast(path, "minimum", before.getMinimum(), after.getMinimum());
        atLeast(path, "minLength", before.getMinLength(), after.getMinLength());
        atLeast(path, "minItems", before.getMinItems(), after.getMinItems());
        atLeast(path, "minProperties", before.getMinProperties(), after.getMinProperties());
        values(path, orEmpty(before.getEnum()), orEmpty(after.getEnum()));
        required(path, orEmpty(before.getRequired()), orEmpty(after.getRequired()));
    }

    private void same(String path, String what, Object before, Object after) {
        if (!Objects.equals(before, after)) {
            breaks.add("%s: %s was %s, is %s".formatted(path, what, before, after));
        }
    }

    private void unlessAbsent(String path, String what, Object before, Object after) {
        if (after != null) {
            same(path, what, before, after);
        }
    }

    private void atMost(String path, String what, Number before, Number after) {
        if (after != null && (before == null || after.doubleValue() < before.doubleValue())) {
            same(path, what, before, after);
        }
    }

    private void atLeast(String path, String what, Number before, Number after) {
        if (after != null && after.doubleValue() > (before == null ? Double.NEGATIVE_INFINITY : before.doubleValue())) {
            same(path, what, before, after);
        }
    }

    private void values(String path, List<?> before, List<?> after) {
        if (!after.isEmpty() && (before.isEmpty() || !after.containsAll(before))) {
            same(path, "enum", before, after);
        }
    }

    private void required(String path, List<String> before, List<String> after) {
        after.stream()
                .filter(name -> !before.contains(name))
                .forEach(name -> breaks.add(path + ": " + name + " is required now"));
    }

    private static boolean keepsUnknown(JSONSchemaProps schema) {
        return Boolean.TRUE.equals(schema.getXKubernetesPreserveUnknownFields());
    }

    private static <T> List<T> orEmpty(List<T> list) {
        return list == null ? List.of() : list;
    }
}
