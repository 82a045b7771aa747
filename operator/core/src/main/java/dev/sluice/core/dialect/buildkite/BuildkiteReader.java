package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Literal;
import dev.sluice.core.dialect.translation.Notebook;
import dev.sluice.core.dialect.translation.Origins;
import dev.sluice.core.dialect.translation.Resources;
import dev.sluice.core.dialect.translation.Translation;
import dev.sluice.core.model.Path;
import dev.sluice.core.text.Nearest;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Buildkite's pipeline files (A2, A3). */
public final class BuildkiteReader {

    private static final List<String> KNOWN =
            List.of("steps", "env", "agents", "notify", "image", "secrets", "priority", "cache", "checkout");

    /** What every job of Buildkite's finds, and scripts ask for. */
    private static final List<String> ALWAYS_SET = List.of("CI", "BUILDKITE");

    private BuildkiteReader() {}

    /**
     * @param name of the pipeline: the file does not say
     * @param environment in which variables are looked up
     */
    public static Translation read(Source.Mapping file, String name, Map<String, String> environment) {
        Notebook book = new Notebook();
        Given pipeline = new Given(new Interpolation(environment, book).of(file), Path.ROOT, book);
        if (!book.problems().isEmpty()) { // what a variable would have been, nobody knows
            return new Translation(List.of(), book.problems(), List.of(), Origins.of(file));
        }
        Draft spec = Draft.from(file);
        spec.put("environment", environment(pipeline));
        pipeline.text("image")
                .ifPresent(image -> spec.put(
                        "defaults",
                        new Draft(pipeline.position("image"))
                                .putText("image", Literal.text(image))
                                .done()));
        StepTranslation.Everywhere everywhere =
                new StepTranslation.Everywhere(Environment.secrets(pipeline), pipeline.number("priority"));
        NotHonoured.ofPipeline(pipeline);
        Optional<Source> steps = pipeline.take("steps");
        if (steps.isEmpty()) {
            pipeline.problem("steps", "is missing");
        }
        StepList list =
                new StepList(steps.orElse(Draft.list(List.of(), file.position())), Path.ROOT.field("steps"), book);
        spec.put(
                "steps",
                Draft.list(
                        new StepTranslation(list, book, everywhere).all(),
                        pipeline.position("steps").or(file::position)));
        others(pipeline);
        return new Translation(
                List.of(Resources.pipeline(name, spec.done())), book.problems(), book.notes(), Origins.of(file));
    }

    private static Source environment(Given pipeline) {
        Draft draft =
                new Draft(pipeline.position("env").or(() -> pipeline.mapping().position()));
        ALWAYS_SET.forEach(name -> draft.putText(name, "true"));
        Environment.of(pipeline, "env", "", Literal::text)
                .ifPresent(written -> written.done().fields().forEach((key, field) -> draft.put(key, field.value())));
        return draft.done();
    }

    /** People keep what they name by anchors beside the steps; what looks like a slip of the pen is one. */
    private static void others(Given pipeline) {
        for (String name : pipeline.rest()) {
            Optional<String> meant =
                    Nearest.to(name, KNOWN).filter(near -> Math.abs(near.length() - name.length()) <= 1);
            if (meant.isPresent()) {
                pipeline.problem(name, "unknown field (did you mean \"" + meant.get() + "\"?)");
            }
        }
    }
}
