package dev.sluice.core.schedule;

import dev.sluice.core.model.Artifact;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Work;
import dev.sluice.core.text.Reference;
import dev.sluice.core.text.Template;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The texts of a step, read once and rendered for each of its jobs. */
final class StepTexts {

    private final Work work;
    private final Template label;
    private final Optional<Template> image;
    private final Optional<Template> task;
    private final Optional<Template> config;
    private final Optional<ProgramText> program;
    private final HookTexts around;
    private final Map<String, Template> environment;

    /** @param pipelineEnvironment what the step's own environment goes over */
    StepTexts(Map<String, String> pipelineEnvironment, CommandStep step) {
        work = step.work();
        label = Template.parse(step.label().isEmpty() ? step.name() : step.label());
        image = work.image().map(Template::parse);
        task = work.task().map(Template::parse);
        config = work.config().map(Template::parse);
        program = work.program().map(ProgramText::new);
        around = new HookTexts(step.exchange());
        environment = new LinkedHashMap<>();
        pipelineEnvironment.forEach((name, text) -> environment.put(name, Template.parse(text)));
        work.environment().forEach((name, text) -> environment.put(name, Template.parse(text)));
    }

    Optional<String> agent() {
        return work.agent();
    }

    String label(Function<Reference, String> references) {
        return label.render(references);
    }

    Optional<String> image(Function<Reference, String> references) {
        return image.map(template -> template.render(references));
    }

    Optional<String> task(Function<Reference, String> references) {
        return task.map(template -> template.render(references));
    }

    /** Values go into the strings of a JSON text. */
    Optional<String> config(Function<Reference, String> references) {
        return config.map(template -> template.render(references.andThen(JsonString::escape)));
    }

    Map<String, String> environment(Function<Reference, String> references) {
        Map<String, String> rendered = new LinkedHashMap<>();
        environment.forEach((name, template) -> rendered.put(name, template.render(references)));
        return rendered;
    }

    Optional<Work.Program> program(Function<Reference, String> references) {
        if (work.program().orElse(null) instanceof Work.Program.Downstream downstream) {
            return Optional.of(
                    downstream.map(Path.ROOT, (at, text) -> Template.parse(text).render(references)));
        }
        return program.map(text -> around.wrapped(text.render(references), references));
    }

    List<String> inputs(Function<Reference, String> references) {
        return around.inputs(references);
    }

    List<Artifact> artifacts(Function<Reference, String> references) {
        return around.artifacts(references);
    }
}
