package dev.sluice.cli;

import dev.sluice.core.model.Step;
import dev.sluice.core.text.Columns;
import dev.sluice.core.text.Printable;
import java.util.List;

/** Pipelines and their stages, one line each. */
final class PipelineList {

    private static final int LONGEST = 80;

    private PipelineList() {}

    static String text(List<KnownPipeline> known, Style style) {
        StringBuilder text = new StringBuilder();
        List<KnownPipeline> written = known.stream().filter(p -> !p.builtIn()).toList();
        written.forEach(pipeline -> pipeline(text, pipeline, style));
        if (written.isEmpty()) {
            text.append(style.faint("no pipeline's file here; name one with -f FILE"))
                    .append('\n');
        }
        text.append('\n').append(style.faint("built in, for agents of yours:")).append('\n');
        int wide = known.stream()
                .filter(KnownPipeline::builtIn)
                .mapToInt(p -> p.pipeline().name().length())
                .max()
                .orElse(0);
        known.stream()
                .filter(KnownPipeline::builtIn)
                .forEach(p -> text.append(line(
                        "",
                        p.pipeline().name(),
                        wide,
                        p.description(),
                        style.strong(p.pipeline().name()))));
        return text.toString();
    }

    private static void pipeline(StringBuilder text, KnownPipeline pipeline, Style style) {
        String name = pipeline.pipeline().name();
        String where = pipeline.description().isEmpty()
                ? pipeline.file()
                : pipeline.description() + "  (" + pipeline.file() + ")";
        text.append(line("", name, name.length(), where, style.strong(name)));
        int wide =
                pipeline.steps().stream().mapToInt(s -> s.name().length()).max().orElse(0);
        for (Step step : pipeline.steps()) {
            String kind = StageFacts.kind(step);
            String about =
                    kind.equals("job") ? KnownPipeline.about(step) : (kind + "  " + KnownPipeline.about(step)).strip();
            text.append(line("  ", step.name(), wide, about, step.name()));
        }
    }

    private static String line(String indent, String name, int wide, String about, String shown) {
        String words = Columns.cut(Printable.of(about).replaceAll("\\s+", " ").strip(), LONGEST);
        return (indent + shown + " ".repeat(wide - name.length()) + (words.isEmpty() ? "" : "  " + words))
                        .stripTrailing()
                + "\n";
    }
}
