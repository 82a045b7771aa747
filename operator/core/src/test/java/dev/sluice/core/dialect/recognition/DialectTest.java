package dev.sluice.core.dialect.recognition;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.dialect.Source;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A file is known by what it has. */
class DialectTest {

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{apiVersion: sluice.dev/v1alpha1, kind: Pipeline, spec: {steps: []}} | SLUICE",
                "{kind: PodTemplate}                         | SLUICE",
                "{spec: {steps: []}}                         | SLUICE",
                "{a: b}                                      | SLUICE",
                "[a, b]                                      | SLUICE",
                "text                                        | SLUICE",
                "{steps: []}                                 | BUILDKITE",
                "{env: {}, steps: [wait], stages: []}        | BUILDKITE",
                "[{command: a}, wait]                        | BUILDKITE",
                "[wait]                                      | BUILDKITE",
                "{name: a, stages: [{name: b}]}              | STAGES",
                "{stages: {a: {command: b}}}                 | GRAPH",
                "{pipelines: {}, stages: {}}                 | GRAPH",
                "{version: 1, nodes: []}                     | NODES",
            })
    void recognises(String text, Dialect expected) throws Exception {
        assertThat(Dialect.of(Source.parse(text).get(0))).isEqualTo(expected);
    }
}
