package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a file is converted to is planned as the file itself is, whatever it is written in. */
class ConvertTest {

    private static final Path SAMPLES =
            Path.of("../../config/samples/dialects").toAbsolutePath().normalize();

    @TempDir
    Path directory;

    private Sluice.Result sluice(String... arguments) {
        return new Sluice(directory).call(arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "buildkite.yml, buildkite",
        "stages.yaml, web-shop",
        "nodes.json, nodes",
        "stage-graph.json, full-refresh",
        "stage-graph.json, quick"
    })
    void is_planned_the_same(String file, String name) throws Exception {
        String path = SAMPLES.resolve(file).toString();
        Sluice.Result converted = sluice("convert", "-f", path);
        assertThat(converted.status()).as(converted.err()).isZero();
        Files.writeString(directory.resolve("converted.yaml"), converted.out());

        assertThat(plan("converted.yaml", name)).isEqualTo(plan(path, name));
        assertThat(sluice("plan", "-f", "converted.yaml", "--format", "sluice", name)
                        .status())
                .isZero();
    }

    @Test
    void agents_that_are_known_come_along_and_others_are_to_be_filled_in() {
        String stages = SAMPLES.resolve("stages.yaml").toString();
        Sluice.Result with = sluice(
                "convert",
                "-f",
                stages,
                "--agents",
                SAMPLES.resolve("agents.yaml").toString());
        assertThat(with.out())
                .contains("name: web-shop", "metadata: {name: smoke-tester}", "[team-lead, \"group:team-lead\"")
                .doesNotContain("is not known here")
                .doesNotContain("metadata: {name: notify}");
        assertThat(with.err()).isEmpty();
        Sluice.Result without = sluice("convert", "-f", stages);
        assertThat(without.out()).contains("# Agent smoke-tester is not known here");
        assertThat(without.err())
                .contains("not known here: regression-tester, security-scanner, deployer, smoke-tester")
                .contains("they replace those of that name in the cluster. --agents FILE names yours");
    }

    @Test
    void what_is_not_honoured_stands_above_it() throws Exception {
        Files.writeString(directory.resolve("p.yml"), "steps: [{key: a, command: make, plugins: [docker#v5]}]\n");
        assertThat(sluice("convert", "-f", "p.yml", "--image", "alpine:3").out())
                .isEqualTo(
                        """
                        # Steps without an image run in alpine:3; convert --image IMAGE names another.
                        # Not all is done as the file says:
                        #   plugin docker#v5 is not run (a)
                        apiVersion: sluice.dev/v1alpha1
                        kind: Pipeline
                        metadata: {name: p}
                        spec:
                          environment: {CI: "true", BUILDKITE: "true"}
                          defaults: {image: "alpine:3"}
                          steps:
                          - {name: a, script: make}
                        """);
    }

    @Test
    void what_is_wrong_is_told_and_nothing_is_printed() throws Exception {
        Files.writeString(directory.resolve("p.yml"), "steps: [{key: a, command: make, parallelism: 0}]\n");
        Sluice.Result result = sluice("convert", "-f", "p.yml");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("p.yml:1:33: steps[0].parallelism: is 0");
    }

    private JsonNode plan(String file, String name) throws Exception {
        ObjectNode plan = (ObjectNode) new ObjectMapper()
                .readTree(sluice("plan", "--json", "-f", file, name).out());
        plan.remove("notes");
        return plan;
    }
}
