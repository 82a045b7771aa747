package dev.sluice.crds;

import dev.sluice.api.v1alpha1.Bounds;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;

/** Bounds that the generator has no annotations for. */
final class MoreBounds {
    private MoreBounds() {}

    static void add(JSONSchemaProps schema) {
        Schemas.walk(schema, (path, value) -> {
            if (Bounds.DURATION.equals(value.getPattern())) {
                value.getXKubernetesValidations()
                        .add(new ValidationRuleBuilder()
                                .withRule("duration(self) > duration('0s') && duration(self) <= duration('8760h')")
                                .withMessage("a duration is above zero and at most 8760h")
                                .build());
            }
            if (Boolean.TRUE.equals(value.getXKubernetesIntOrString())) {
                value.setPattern(Bounds.QUANTITY);
                value.setMaxLength(32L);
            }
            if (path.endsWith(".dimensions{}")) {
                value.setMinItems(1L);
                value.setMaxItems(100L);
                value.getItems().getSchema().setMaxLength(256L);
            }
        });
    }
}
