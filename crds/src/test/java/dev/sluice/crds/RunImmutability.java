package dev.sluice.crds;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRuleBuilder;
import java.util.stream.Collectors;

/**
 * A run's spec can't be changed, save {@code cancel}. CEL can't compare all fields but one, so each has a rule of its
 * own, and one rule sees to it that none comes or goes. A field added later is covered without anybody's doing.
 */
final class RunImmutability {
    private RunImmutability() {}

    static void add(JSONSchemaProps spec) {
        spec.getProperties().forEach((name, field) -> {
            if (!name.equals("cancel")) {
                field.getXKubernetesValidations()
                        .add(rule("self == oldSelf", name + " of a run can't be changed: make a new run"));
            }
        });
        var sameFields = spec.getProperties().keySet().stream()
                .filter(name -> !name.equals("cancel"))
                .map(name -> "has(self.%1$s) == has(oldSelf.%1$s)".formatted(name))
                .collect(Collectors.joining(" && "));
        spec.getXKubernetesValidations()
                .add(rule(sameFields, "the spec of a run can't be changed, save cancel: make a new run"));
    }

    private static ValidationRule rule(String rule, String message) {
        return new ValidationRuleBuilder().withRule(rule).withMessage(message).build();
    }
}
