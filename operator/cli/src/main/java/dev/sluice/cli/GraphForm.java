package dev.sluice.cli;

import dev.sluice.core.draw.Dot;
import dev.sluice.core.draw.Drawing;
import dev.sluice.core.draw.FoldedGraph;
import dev.sluice.core.draw.Mermaid;
import dev.sluice.core.draw.Svg;
import dev.sluice.core.draw.TextGraph;
import dev.sluice.core.text.Nearest;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** In which form a plan is drawn. */
enum GraphForm {
    TEXT,
    MERMAID,
    DOT,
    SVG;

    // Where lines go into a file nobody's window bounds them.
    static final int ENDLESS = 1_000;

    List<String> draw(Drawing drawing, int columns) {
        return switch (this) {
            case TEXT -> TextGraph.of(drawing, columns).orElseGet(() -> FoldedGraph.of(drawing, columns));
            case MERMAID -> Mermaid.of(drawing);
            case DOT -> Dot.of(drawing);
            case SVG -> Svg.of(drawing);
        };
    }

    static Optional<GraphForm> named(String word) {
        return Arrays.stream(values())
                .filter(form -> form.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    static GraphForm demanded(String word) {
        List<String> words = new Words().words();
        return named(word)
                .orElseThrow(() -> new UserError("--graph %s: is none of %s%s"
                        .formatted(word, String.join(", ", words), Nearest.hint(word, words))));
    }

    /** As they are written. */
    static final class Words implements Iterable<String> {

        List<String> words() {
            return Arrays.stream(values())
                    .map(form -> form.name().toLowerCase(Locale.ROOT))
                    .toList();
        }

        @Override
        public Iterator<String> iterator() {
            return words().iterator();
        }
    }

    /** {@code plan --graph first}: a pipeline's name is no form. */
    static final class UnlessPipeline implements IParameterPreprocessor {

        @Override
        public boolean preprocess(
                Stack<String> words, CommandSpec command, ArgSpec argument, Map<String, Object> info) {
            // picocli's word for a word of its own is a blank.
            if (" ".equals(info.get("separator"))
                    && (words.isEmpty() || named(words.peek()).isEmpty())) {
                words.push("text");
            }
            return false;
        }
    }
}
