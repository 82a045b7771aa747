package dev.sluice.cli;

import dev.sluice.core.draw.Drawing;
import dev.sluice.core.draw.PlanDrawing;
import java.io.PrintStream;

/** A plan drawn: for people under a headline, for other programs as it is. */
final class GraphText {

    private GraphText() {}

    static void show(Loaded loaded, GraphForm form) {
        PrintStream out = Terminal.stream(Terminal.OUT);
        Terminal terminal = Terminal.of(Terminal.OUT);
        Drawing drawing = PlanDrawing.of(loaded.plan());
        if (form == GraphForm.TEXT) {
            out.println(PlanText.headline(loaded.plan(), new Style(terminal.colors())));
            out.println();
        }
        int columns = terminal.live() ? WindowSize.now().columns() : GraphForm.ENDLESS;
        form.draw(drawing, columns).forEach(out::println);
    }
}
