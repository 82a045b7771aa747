package dev.sluice.core.draw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.CpuTime;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

/** Mermaid, Graphviz and SVG: names stay names, whatever is in them. */
class ForOtherProgramsTest {

    private static final Drawing DRAWING = new Drawing(
            "d",
            List.of(
                    Drawings.work("build", 1),
                    new Drawing.Node(
                            "unit", Drawing.Kind.WORK, 8, List.of("os × db"), Optional.of("checks"), Optional.empty()),
                    new Drawing.Node(
                            "docs", Drawing.Kind.WORK, 0, List.of(), Optional.of("checks"), Optional.of("not main")),
                    new Drawing.Node(
                            "tested", Drawing.Kind.WAIT, 0, List.of("wait"), Optional.empty(), Optional.empty()),
                    new Drawing.Node("release", Drawing.Kind.GATE, 0, List.of(), Optional.empty(), Optional.empty())),
            List.of(List.of(), List.of(0), List.of(), List.of(1, 2), List.of(3)));
    private static final Drawing HOSTILE = new Drawing(
            Drawings.HOSTILE,
            List.of(Drawings.hostile(Drawings.HOSTILE), Drawings.hostile("b")),
            List.of(List.of(), List.of(0)));

    @Test
    void mermaid() {
        assertThat(Mermaid.of(DRAWING))
                .containsExactly(
                        "flowchart LR",
                        "  s0[\"build\"]",
                        "  s3([\"tested<br/>wait\"])",
                        "  s4{{\"release\"}}",
                        "  subgraph g1[\"checks\"]",
                        "    s1[\"unit ×8<br/>os × db\"]",
                        "    s2[\"docs<br/>skipped\"]:::skipped",
                        "  end",
                        "  s0 --> s1",
                        "  s1 --> s3",
                        "  s2 --> s3",
                        "  s3 --> s4",
                        "  classDef skipped stroke-dasharray:4 3,opacity:0.6");
    }

    @Test
    void a_hostile_name_in_mermaid_is_letters_and_numbers() {
        assertThat(Mermaid.escaped("a\"]-->x;%%{init}`<b>&#"))
                .isEqualTo("a#34;#93;--#62;x#59;#37;#37;#123;init#125;#96;#60;b#62;#38;#35;");
        assertThat(Mermaid.of(HOSTILE)).hasSize(9).noneMatch(line -> line.contains("<script") || line.contains("%"));
    }

    @Test
    void dot() {
        assertThat(Dot.of(DRAWING))
                .containsExactly(
                        "digraph \"d\" {",
                        "  rankdir=LR",
                        "  node [shape=box, style=rounded, fontname=\"sans-serif\"]",
                        "  s0 [label=\"build\"]",
                        "  s1 [label=\"unit ×8\\nos × db\"]",
                        "  s2 [label=\"docs\\nskipped\", style=\"rounded,dashed\", fontcolor=gray40,"
                                + " tooltip=\"skipped: not main\"]",
                        "  s3 [label=\"tested\\nwait\", shape=ellipse]",
                        "  s4 [label=\"release\", shape=hexagon]",
                        "  subgraph cluster_1 { label=\"checks\"; s1; s2 }",
                        "  s0 -> s1",
                        "  s1 -> s3",
                        "  s2 -> s3",
                        "  s3 -> s4",
                        "}");
    }

    @Test
    void a_hostile_name_in_dot_ends_no_string() {
        assertThat(Dot.quoted("a\"b\\N\\\"\nc\u0000&")).isEqualTo("\"a\\\"b\\\\N\\\\\\\"\\nc&amp;\"");
    }

    @Test
    void svg_is_xml_with_every_name_as_it_is() throws Exception {
        Document picture = parsed(Svg.of(DRAWING));
        assertThat(picture.getElementsByTagName("g").getLength()).isEqualTo(5);
        assertThat(picture.getElementsByTagName("text").item(1).getTextContent())
                .isEqualTo("docs");
        assertThat(String.join("\n", Svg.of(DRAWING)))
                .contains("prefers-color-scheme:dark")
                .doesNotContain("href")
                .doesNotContain("<script");

        Document hostile = parsed(Svg.of(HOSTILE));
        assertThat(hostile.getElementsByTagName("script").getLength()).isZero();
        assertThat(hostile.getElementsByTagName("title").item(0).getTextContent())
                .contains("<script>alert('1')</script>&amp;");
    }

    private static Document parsed(List<String> svg) throws Exception {
        byte[] bytes = String.join("\n", svg).getBytes(StandardCharsets.UTF_8);
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new ByteArrayInputStream(bytes));
    }

    /** Of 10,000 jobs, by all who draw it together (issue 6, item 6). The first times are those of a compiler at work. */
    @Test
    void a_large_plan_is_drawn_in_under_a_second() {
        for (Drawing large : List.of(Drawings.large(25, 20), Drawings.large(500, 1), Drawings.random(7, 500))) {
            Duration best = Stream.generate(() -> CpuTime.of(() -> drawn(large)))
                    .limit(3)
                    .min(Comparator.naturalOrder())
                    .orElseThrow();
            assertThat(best).isLessThan(Duration.ofSeconds(1));
        }
    }

    private static List<List<String>> drawn(Drawing drawing) {
        return List.of(Svg.of(drawing), Mermaid.of(drawing), Dot.of(drawing), FoldedGraph.of(drawing, 80));
    }
}
