package dev.sluice.crds;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** How lists merge: those of things with a name by that name, those of words as sets unless their order matters. */
final class ListTypes {
    private static final Map<String, String> KEYS = Map.ofEntries(
            Map.entry("steps", "name"),
            Map.entry("targets", "name"),
            Map.entry("gates", "name"),
            Map.entry("secretEnvironment", "name"),
            Map.entry("fields", "key"),
            Map.entry("options", "value"),
            Map.entry("answers", "key"),
            Map.entry("notifications", "channel"),
            Map.entry("conditions", "type"));

    private static final Set<String> ORDERED = Set.of("command", "dimensions{}");

    private ListTypes() {}

    static void add(JSONSchemaProps schema) {
        Schemas.walk(schema, (path, value) -> {
            if ("array".equals(value.getType())) {
                add(value, path);
            }
        });
    }

    private static void add(JSONSchemaProps list, String path) {
        var name = path.substring(path.lastIndexOf('.') + 1);
        var item = list.getItems().getSchema();
        var key = KEYS.get(name);
        if (key != null && item.getRequired() != null && item.getRequired().contains(key)) {
            list.setXKubernetesListType("map");
            list.setXKubernetesListMapKeys(List.of(key));
        } else {
            list.setXKubernetesListType(isSet(path, name, item) ? "set" : "atomic");
        }
    }

    /** The status has one writer, and its lists of words are in an order. */
    private static boolean isSet(String path, String name, JSONSchemaProps item) {
        return !"object".equals(item.getType()) && !path.startsWith("status.") && !ORDERED.contains(name);
    }
}
