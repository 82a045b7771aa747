package dev.sluice.crds;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsOrArray;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.List;

/** CRDs have no recursive types: what holds itself in Java is written out here, as deep as the API goes. */
final class Recursion {
    private static final List<String> COMBINATIONS = List.of("all", "any", "not");
    private static final int CONDITION_LEVELS = 2;

    private Recursion() {}

    static void unfold(JSONSchemaProps schema) {
        // Children are written before a walk comes to them, so what they hold must be left alone then.
        Schemas.walk(schema, (path, object) -> {
            if (has(object, COMBINATIONS) && !path.matches(".*\\.(all\\[]|any\\[]|not)")) {
                unfoldCondition(object, without(object, COMBINATIONS), CONDITION_LEVELS);
            }
        });
        Schemas.walk(schema, (path, object) -> {
            if (has(object, List.of("group", "dependsOn"))) {
                unfoldGroup(object);
            }
        });
    }

    private static void unfoldCondition(JSONSchemaProps condition, JSONSchemaProps leaf, int levels) {
        for (var name : COMBINATIONS) {
            var property = condition.getProperties().get(name);
            var inner = Schemas.copy(leaf);
            if (levels > 1) {
                COMBINATIONS.forEach(it -> inner.getProperties()
                        .put(it, Schemas.copy(condition.getProperties().get(it))));
            }
            become(property, inner);
        }
        if (levels > 1) {
            COMBINATIONS.forEach(
                    name -> unfoldCondition(inner(condition.getProperties().get(name)), leaf, levels - 1));
        }
    }

    /** The placeholder keeps its description and bounds. Lists have bounds on their items; a single object has none. */
    private static void become(JSONSchemaProps placeholder, JSONSchemaProps schema) {
        placeholder.setXKubernetesPreserveUnknownFields(null);
        if (placeholder.getMaxItems() != null) {
            placeholder.setType("array");
            placeholder.setItems(new JSONSchemaPropsOrArray(null, schema));
        } else {
            placeholder.setProperties(schema.getProperties());
        }
    }

    private static JSONSchemaProps inner(JSONSchemaProps property) {
        return property.getItems() == null ? property : property.getItems().getSchema();
    }

    private static void unfoldGroup(JSONSchemaProps step) {
        var inner = without(step, List.of("group"));
        inner.setXKubernetesValidations(step.getXKubernetesValidations().stream()
                .filter(Recursion::isCheap)
                .map(Recursion::withoutGroup)
                .toList());
        become(step.getProperties().get("group").getProperties().get("steps"), inner);
    }

    /** 500 steps of 50 steps times a loop in a rule is more than the API server allows: the operator checks those. */
    private static boolean isCheap(ValidationRule rule) {
        return !rule.getRule().contains(".all(");
    }

    private static ValidationRule withoutGroup(ValidationRule rule) {
        return rule.edit()
                .withRule(rule.getRule().replace(", has(self.group)", ""))
                .withMessage(rule.getMessage().replace(", trigger, group", ", trigger"))
                .build();
    }

    private static boolean has(JSONSchemaProps schema, List<String> names) {
        return schema.getProperties() != null && schema.getProperties().keySet().containsAll(names);
    }

    private static JSONSchemaProps without(JSONSchemaProps schema, List<String> names) {
        var copy = Schemas.copy(schema);
        copy.getProperties().keySet().removeAll(names);
        return copy;
    }
}
