package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Work;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The texts of a step, which are rendered for each of its jobs. */
final class StepTexts {

    private final CommandStep step;
    private final Map<String, String> outputs;
    private final Map<String, String> pipelineEnvironment;

    StepTexts(Plan plan, CommandStep step, Map<String, String> outputs) {
        this.step = step;
        this.outputs = outputs;
        this.pipelineEnvironment = plan.environment();
    }

    /** The environment's part that is the same for all jobs: outputs of the steps before. */
    Map<String, String> outputs() {
        return outputs;
    }

    Optional<String> agent() {
        return step.work().agent();
    }

    Optional<String> image(UnaryOperator<String> references) {
        return step.work().image().map(text -> render(text, references));
    }

    Optional<String> task(UnaryOperator<String> references) {
        return step.work().task().map(text -> render(text, references));
    }

    /** Values go into the strings of a JSON text. */
    Optional<String> config(UnaryOperator<String> references) {
        return step.work().config().map(text -> render(text, r -> JsonString.escape(references.apply(r))));
    }

    String label(UnaryOperator<String> references) {
        return step.label().isEmpty() ? step.name() : render(step.label(), references);
    }

    /** In a program all but the matrix belongs to the shell. */
    Optional<Work.Program> program(UnaryOperator<String> references) {
        return step.work().program().map(program -> {
            if (program instanceof Work.Program.Script script) {
                return new Work.Program.Script(renderMatrix(script.text(), references));
            }
            List<String> argv = ((Work.Program.Command) program).argv();
            return new Work.Program.Command(
                    argv.stream().map(text -> renderMatrix(text, references)).toList());
        });
    }

    /** What people set: for the pipeline, over that for the step, over that for the combination. */
    void environment(UnaryOperator<String> references, Job job, Map<String, String> environment) {
        put(pipelineEnvironment, references, environment);
        put(step.work().environment(), references, environment);
        put(job.environment(), references, environment);
    }

    private static void put(
            Map<String, String> texts, UnaryOperator<String> references, Map<String, String> environment) {
        texts.forEach((name, text) -> environment.put(name, render(text, references)));
    }

    private static String render(String text, UnaryOperator<String> references) {
        int from = text.indexOf("${");
        if (from < 0) {
            return text;
        }
        StringBuilder rendered = new StringBuilder(text.length() + 32);
        int done = 0;
        while (from >= 0) {
            boolean literal = from > 0 && text.charAt(from - 1) == '$';
            int to = literal ? from + 1 : text.indexOf('}', from);
            rendered.append(text, done, literal ? from - 1 : from);
            rendered.append(literal ? "${" : references.apply(text.substring(from + 2, to)));
            done = to + 1;
            from = text.indexOf("${", done);
        }
        return rendered.append(text, done, text.length()).toString();
    }

    private static String renderMatrix(String text, UnaryOperator<String> references) {
        int from = text.indexOf("${matrix.");
        StringBuilder rendered = new StringBuilder();
        int done = 0;
        while (from >= 0) {
            int to = text.indexOf('}', from);
            rendered.append(text, done, from).append(references.apply(text.substring(from + 2, to)));
            done = to + 1;
            from = text.indexOf("${matrix.", done);
        }
        return rendered.append(text, done, text.length()).toString();
    }
}
