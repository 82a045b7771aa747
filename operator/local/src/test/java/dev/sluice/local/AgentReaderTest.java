package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.model.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AgentReaderTest {

    @Test
    void takes_the_first_containers_command_arguments_and_environment() throws SourceException {
        Reading<Agent> agent = read(
                """
                metadata: {name: a}
                template:
                  spec:
                    restartPolicy: Always
                    containers:
                    - name: main
                      command: [run]
                      args: [one, two]
                      env:
                      - {name: A, value: "1"}
                      - {name: EMPTY}
                      - {name: TOKEN, valueFrom: {secretKeyRef: {name: s, key: k}}}
                    - name: sidecar
                """);
        assertThat(agent.value())
                .contains(new Agent(
                        "a",
                        List.of("run", "one", "two"),
                        Map.of("A", Optional.of("1"), "EMPTY", Optional.of(""), "TOKEN", Optional.empty())));
    }

    @Test
    void arguments_without_a_command_are_for_the_image() throws SourceException {
        Reading<Agent> agent = read("{metadata: {name: a}, template: {spec: {containers: [{args: [x]}]}}}");
        assertThat(agent.value().orElseThrow().command()).isEmpty();
    }

    @Test
    void says_everything_that_is_wrong() throws SourceException {
        assertThat(read("{template: {spec: {containers: [{command: x, args: [1], env: [{value: x}]}]}}}")
                        .problems())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "metadata.name: a PodTemplate needs a name",
                        "template.spec.containers[0].command: must be a list",
                        "template.spec.containers[0].args[0]: must be a string",
                        "template.spec.containers[0].env[0]: needs a name");
        assertThat(read("metadata: {name: a}").problems())
                .extracting(Problem::path)
                .containsExactly("template.spec.containers");
    }

    private static Reading<Agent> read(String yaml) throws SourceException {
        return AgentReader.read(Source.parse(yaml).get(0));
    }
}
