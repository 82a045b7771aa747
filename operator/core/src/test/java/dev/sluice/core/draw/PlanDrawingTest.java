package dev.sluice.core.draw;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.draw.Drawing.Kind;
import dev.sluice.core.draw.Drawing.Node;
import dev.sluice.core.plan.Planner;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanDrawingTest {

    private static Drawing drawing(String spec) throws Exception {
        return ResourceReader.readSpec("story", Source.parse(spec).get(0))
                .then(pipeline -> Planner.plan(pipeline, Map.of()))
                .value()
                .map(PlanDrawing::of)
                .orElseThrow();
    }

    @Test
    void every_kind_of_step_says_what_it_is() throws Exception {
        Drawing drawing = drawing(
                """
                steps:
                - {name: build, script: x}
                - name: test
                  matrix: {dimensions: {jdk: ["17", "21"], os: [debian]}}
                  parallelism: 2
                  script: x
                - name: checks
                  group:
                    steps: [{name: lint, script: x, when: {branches: [never]}}]
                - {name: tested, wait: {}}
                - {name: release, block: {prompt: "Go?"}}
                - {name: prod, script: x, onFailure: Rollback, rollbackTo: build, approval: {approvers: [a]}}
                """);
        assertThat(drawing.nodes())
                .containsExactly(
                        node("build", Kind.WORK, 1),
                        node("test", Kind.WORK, 4, "jdk × os"),
                        new Node(
                                "lint",
                                Kind.WORK,
                                drawing.nodes().get(2).jobs(),
                                List.of(),
                                Optional.of("checks"),
                                drawing.nodes().get(2).skipped()),
                        node("tested", Kind.WAIT, 0, "wait"),
                        node("release", Kind.GATE, 0, "a person decides"),
                        node("prod", Kind.WORK, 1, "needs approval", "↩ build"));
    }

    /** A wait comes after everything above it; the picture shows only the last of a chain. */
    @Test
    void an_arrow_that_goes_without_saying_is_not_drawn() throws Exception {
        Drawing drawing = drawing(
                """
                steps:
                - {name: a, script: x}
                - {name: b, script: x, dependsOn: [a]}
                - {name: c, script: x, dependsOn: [a, b]}
                - {name: all, wait: {}}
                - {name: d, script: x, dependsOn: [all, a]}
                """);
        assertThat(drawing.after()).containsExactly(List.of(), List.of(0), List.of(1), List.of(2), List.of(3));
    }

    private static Node node(String name, Kind kind, int jobs, String... notes) {
        return new Node(name, kind, jobs, List.of(notes), Optional.empty(), Optional.empty());
    }
}
