package dev.sluice.core.draw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.text.Columns;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FoldedGraphTest {

    @Test
    void what_may_run_at_once_stands_together() {
        Drawing drawing = new Drawing(
                "d",
                List.of(
                        Drawings.work("build", 1),
                        Drawings.work("unit", 8),
                        Drawings.work("integration", 4, "os × db"),
                        new Drawing.Node(
                                "release",
                                Drawing.Kind.GATE,
                                0,
                                List.of("a person decides"),
                                Optional.empty(),
                                Optional.empty()),
                        new Drawing.Node(
                                "docs", Drawing.Kind.WORK, 0, List.of(), Optional.of("checks"), Optional.of("x"))),
                List.of(List.of(), List.of(0), List.of(0), List.of(1, 2), List.of()));
        assertThat(FoldedGraph.of(drawing, 80))
                .containsExactly(
                        "  1  build",
                        "     docs            (in checks, skipped)",
                        "  2  unit ×8         ← build",
                        "     integration ×4  ← build (os × db)",
                        "  3  release         ← unit, integration (a person decides)");
    }

    @Test
    void much_of_the_same_is_one_line() {
        assertThat(FoldedGraph.of(Drawings.large(3, 20), 120))
                .containsExactly(
                        "  1  20 steps, 400 jobs: step-0-0, step-0-1, step-0-2 and 17 more",
                        "  2  20 steps, 400 jobs: step-1-0, step-1-1, step-1-2 and 17 more"
                                + "  ← step-0-0, step-0-1, step-0-2 and 17 more",
                        "  3  20 steps, 400 jobs: step-2-0, step-2-1, step-2-2 and 17 more"
                                + "  ← step-1-0, step-1-1, step-1-2 and 17 more");
    }

    @Test
    void no_line_is_wider_than_the_window() {
        assertThat(FoldedGraph.of(Drawings.large(3, 20), 40))
                .allSatisfy(line -> assertThat(Columns.of(line)).isLessThanOrEqualTo(40));
    }
}
