package dev.sluice.cli;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A pipeline as it goes to a cluster, where every step has an image or an agent; on a laptop it can do without. */
record ClusterForm(SourceFile.Document document, String image) {

    Source resource() {
        if (!needsImage() || !(document.source() instanceof Source.Mapping root)) {
            return document.source();
        }
        Draft resource = Draft.from(root);
        root.fields()
                .forEach(
                        (name, field) -> resource.put(name, name.equals("spec") ? spec(field.value()) : field.value()));
        return resource.done();
    }

    Optional<String> imageNote() {
        return needsImage()
                ? Optional.of("Steps without an image run in " + image + "; convert --image IMAGE names another.")
                : Optional.empty();
    }

    /** Names of the PodTemplates it assumes. */
    Set<String> agents() {
        Set<String> agents = new LinkedHashSet<>();
        steps().forEach(step -> {
            text(step, "agent").ifPresent(agents::add);
            step.get("rollback")
                    .filter(Source.Mapping.class::isInstance)
                    .flatMap(undo -> text((Source.Mapping) undo, "agent"))
                    .ifPresent(agents::add);
        });
        spec().flatMap(spec -> spec.get("defaults"))
                .filter(Source.Mapping.class::isInstance)
                .flatMap(defaults -> text((Source.Mapping) defaults, "agent"))
                .ifPresent(agents::add);
        return agents;
    }

    private Source spec(Source spec) {
        Draft made = Draft.from(spec);
        if (spec instanceof Source.Mapping mapping) {
            mapping.fields().forEach((name, field) -> {
                if (name.equals("steps")) {
                    made.put(
                            "defaults",
                            new Draft(Optional.empty()).putText("image", image).done());
                }
                made.put(name, field.value());
            });
        }
        return made.done();
    }

    private boolean needsImage() {
        boolean runs = steps().stream()
                .anyMatch(step ->
                        (step.get("script").isPresent() || step.get("command").isPresent())
                                && step.get("image").isEmpty()
                                && step.get("agent").isEmpty());
        return document.origins().isPresent()
                && runs
                && spec().flatMap(spec -> spec.get("defaults")).isEmpty();
    }

    private Optional<Source.Mapping> spec() {
        return document.source() instanceof Source.Mapping root
                ? root.get("spec").filter(Source.Mapping.class::isInstance).map(Source.Mapping.class::cast)
                : Optional.empty();
    }

    /** Those of groups too, whether or not all of them can be read. */
    private List<Source.Mapping> steps() {
        List<Source.Mapping> steps = new ArrayList<>();
        spec().flatMap(spec -> spec.get("steps")).ifPresent(list -> steps(list, steps));
        return steps;
    }

    private static void steps(Source list, List<Source.Mapping> steps) {
        if (list instanceof Source.Sequence sequence) {
            for (Source item : sequence.items()) {
                if (item instanceof Source.Mapping step) {
                    steps.add(step);
                    step.get("group")
                            .filter(Source.Mapping.class::isInstance)
                            .flatMap(group -> ((Source.Mapping) group).get("steps"))
                            .ifPresent(inside -> steps(inside, steps));
                }
            }
        }
    }

    private static Optional<String> text(Source.Mapping step, String field) {
        return step.get(field).filter(Source.Scalar.class::isInstance).map(value -> ((Source.Scalar) value).text());
    }
}
