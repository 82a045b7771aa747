package dev.sluice.core.draw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.draw.Drawing.Node;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TextGraphTest {

    private static String text(Drawing drawing) {
        return String.join("\n", TextGraph.of(drawing, 1_000).orElseThrow());
    }

    @Test
    void a_diamond() {
        Drawing drawing = new Drawing(
                "d",
                List.of(
                        Drawings.work("build", 1),
                        Drawings.work("unit", 8),
                        Drawings.work("integration", 4, "os × db"),
                        Drawings.work("deploy", 1)),
                List.of(List.of(), List.of(0), List.of(0), List.of(1, 2)));
        assertThat(text(drawing))
                .isEqualTo(
                        """
                                     ┌────────────────┐
                                  ┌─▶│ unit ×8        ├─┐
                        ┌───────┐ │  └────────────────┘ │  ┌────────┐
                        │ build ├─┤                     ├─▶│ deploy │
                        └───────┘ │  ┌────────────────┐ │  └────────┘
                                  └─▶│ integration ×4 ├─┘
                                     │ os × db        │
                                     └────────────────┘""");
    }

    @Test
    void a_way_that_crosses_another_passes_below_it_and_one_over_a_column_has_a_bend() {
        Drawing drawing = new Drawing(
                "d",
                IntStream.range(0, 5).mapToObj(i -> Drawings.work("s" + i, 1)).toList(),
                List.of(List.of(), List.of(), List.of(0, 1), List.of(1), List.of(0, 3)));
        assertThat(text(drawing))
                .isEqualTo(
                        """
                               ┌───────────┐  ┌────┐
                        ┌────┐ │    ┌────┐ ├─▶│ s4 │
                        │ s0 ├─┤ ┌─▶│ s3 ├─┘  └────┘
                        └────┘ │ │  └────┘
                        ┌────┐ │ │
                        │ s1 ├─│─┤  ┌────┐
                        └────┘ └─│─▶│ s2 │
                                 └─▶│    │
                                    └────┘""");
    }

    @Test
    void whoever_stands_alone_is_drawn_too_and_nothing_is_no_graph() {
        assertThat(text(new Drawing("d", List.of(Drawings.work("only", 1)), List.of(List.of()))))
                .isEqualTo("┌──────┐\n│ only │\n└──────┘");
        assertThat(TextGraph.of(new Drawing("d", List.of(), List.of()), 80)).contains(List.of());
    }

    @Test
    void wide_letters_do_not_bend_the_box_and_no_name_commands_the_terminal() {
        Drawing drawing = new Drawing(
                "d",
                List.of(Drawings.work("漢字🚀", 2), Drawings.work("a\u001b[2J\nb", 1)),
                List.of(List.of(), List.of(0)));
        assertThat(text(drawing))
                .isEqualTo(
                        """
                        ┌───────────┐   ┌─────┐
                        │ 漢字🚀 ×2 ├──▶│ a b │
                        └───────────┘   └─────┘""");
    }

    @Test
    void what_is_wider_than_the_window_or_more_than_can_be_read_is_not_drawn() {
        Drawing drawing = Drawings.large(5, 2);
        assertThat(TextGraph.of(drawing, 60)).isEmpty();
        assertThat(TextGraph.of(drawing, 100)).isPresent();
        assertThat(TextGraph.of(Drawings.large(1, 61), 1_000)).isEmpty();
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    /** The lines are followed from box to box, as an eye would: they lead where the plan says, and nowhere else. */
    @ParameterizedTest
    @MethodSource("seeds")
    void lines_lead_where_the_plan_says(long seed) {
        Drawing drawing = Drawings.random(seed, 14);
        List<String> lines = TextGraph.of(drawing, 10_000).orElseThrow();
        Set<List<Integer>> wanted = new HashSet<>();
        for (int node = 0; node < drawing.nodes().size(); node++) {
            for (int earlier : drawing.after().get(node)) {
                wanted.add(List.of(earlier, node));
            }
        }
        assertThat(new FollowedLines(lines, names(drawing)).all())
                .as(String.join("\n", lines))
                .isEqualTo(wanted);
    }

    private static List<String> names(Drawing drawing) {
        List<String> names = new ArrayList<>();
        for (Node node : drawing.nodes()) {
            names.add(node.title());
        }
        return names;
    }

    @Test
    void a_skipped_step_a_wait_and_a_gate_look_each_their_own_way() {
        List<Node> nodes = List.of(
                new Node("docs", Drawing.Kind.WORK, 0, List.of(), Optional.of("checks"), Optional.of("not main")),
                new Node("tested", Drawing.Kind.WAIT, 0, List.of("wait"), Optional.empty(), Optional.empty()),
                new Node("release", Drawing.Kind.GATE, 0, List.of(), Optional.empty(), Optional.empty()),
                Drawings.work("prod", 1));
        assertThat(text(new Drawing("d", nodes, List.of(List.of(), List.of(0), List.of(1), List.of(2)))))
                .isEqualTo(
                        """
                        ┌╌╌╌╌╌╌╌╌╌╌╌┐
                        ╎ docs      ╎   ╭────────╮   ╔═════════╗   ┌──────┐
                        ╎ in checks ├──▶│ tested ├──▶║ release ╟──▶│ prod │
                        ╎ skipped   ╎   │ wait   │   ╚═════════╝   └──────┘
                        └╌╌╌╌╌╌╌╌╌╌╌┘   ╰────────╯""");
    }
}
