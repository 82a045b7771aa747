package dev.sluice.core.schedule;

import dev.sluice.core.model.Artifact;
import dev.sluice.core.model.Exchange;
import dev.sluice.core.model.Hooks;
import dev.sluice.core.model.Work.Program;
import dev.sluice.core.program.Wrapped;
import dev.sluice.core.text.Reference;
import dev.sluice.core.text.Template;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The texts of what stands around a step's program, and of the files it reads and writes, read once. */
final class HookTexts {

    private final Exchange exchange;
    private final List<ProgramText> before;
    private final List<ProgramText> after;
    private final List<Template> inputs;
    private final List<Template> artifacts;

    HookTexts(Exchange exchange) {
        this.exchange = exchange;
        before = exchange.hooks().before().stream().map(ProgramText::new).toList();
        after = exchange.hooks().after().stream().map(ProgramText::new).toList();
        inputs = exchange.inputs().stream().map(Template::parse).toList();
        artifacts = exchange.artifacts().stream()
                .map(artifact -> Template.parse(artifact.path()))
                .toList();
    }

    Program wrapped(Program program, Function<Reference, String> references) {
        return exchange.wraps()
                ? Wrapped.of(
                        program,
                        new Hooks(rendered(before, references), rendered(after, references)),
                        artifacts(references))
                : program;
    }

    List<String> inputs(Function<Reference, String> references) {
        return inputs.stream().map(template -> template.render(references)).toList();
    }

    List<Artifact> artifacts(Function<Reference, String> references) {
        List<Artifact> rendered = new ArrayList<>(artifacts.size());
        for (int i = 0; i < artifacts.size(); i++) {
            rendered.add(new Artifact(
                    artifacts.get(i).render(references),
                    exchange.artifacts().get(i).schema()));
        }
        return rendered;
    }

    private static List<Program> rendered(List<ProgramText> texts, Function<Reference, String> references) {
        return texts.stream().map(text -> text.render(references)).toList();
    }
}
