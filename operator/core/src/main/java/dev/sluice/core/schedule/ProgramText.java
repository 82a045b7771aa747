package dev.sluice.core.schedule;

import dev.sluice.core.model.Work.Program;
import dev.sluice.core.text.Reference;
import dev.sluice.core.text.Template;
import java.util.List;
import java.util.function.Function;

/** A program's texts, read once. */
final class ProgramText {

    private final Program program;
    private final List<Template> texts;

    ProgramText(Program program) {
        this.program = program;
        this.texts = templates(program);
    }

    Program render(Function<Reference, String> references) {
        List<String> rendered =
                texts.stream().map(template -> template.render(references)).toList();
        return program instanceof Program.Script ? new Program.Script(rendered.get(0)) : new Program.Command(rendered);
    }

    private static List<Template> templates(Program program) {
        if (program instanceof Program.Script script) {
            return List.of(Template.parseProgram(script.text()));
        }
        return program instanceof Program.Command command
                ? command.argv().stream().map(Template::parseProgram).toList()
                : List.of();
    }
}
