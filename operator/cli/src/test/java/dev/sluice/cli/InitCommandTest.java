package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** C11: what init writes is good, and runs; on a cluster e2e/templates does the same. */
class InitCommandTest {

    @TempDir
    Path directory;

    private Sluice.Result sluice(String... arguments) {
        return new Sluice(directory).call(arguments);
    }

    @ParameterizedTest
    @CsvSource({
        "ci, 6 jobs succeeded",
        "cd, 4 jobs succeeded",
        "release, 3 jobs succeeded",
        "security, 5 jobs succeeded",
    })
    void a_template_is_good_and_runs_by_the_command_that_is_told(String name, String jobs) {
        Sluice.Result init = sluice("init", name);
        assertThat(init.status()).as(init.err()).isZero();
        assertThat(init.out()).isEqualTo("sluice.yaml\n");
        assertThat(init.err()).matches("next: sluice run.*\n");
        assertThat(sluice("validate").out()).startsWith("sluice.yaml: " + name + " is good");

        Sluice.Result run =
                sluice(init.err().strip().replace("next: sluice ", "").split(" "));
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains("✓ " + name + " succeeded", jobs);
    }

    @Test
    void cd_goes_back_when_staging_does_not_answer_and_production_never_hears_of_it() throws IOException {
        sluice("init", "cd");
        Sluice.Result run = sluice("run", "--approve", "production", "--variable", "healthy=no");
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("rolled back to staging: undid staging");
        try (Stream<Path> logs = Files.walk(directory.resolve(".sluice/runs"))) {
            assertThat(logs.map(path -> path.getFileName().toString()).toList())
                    .contains("staging.log")
                    .doesNotContain("production.log");
        }
    }

    @Test
    void release_raises_the_part_that_is_asked_for() throws IOException {
        sluice("init", "release");
        Sluice.Result run =
                sluice("run", "--json", "--approve", "confirm", "--variable", "from=1.4.2", "--variable", "part=minor");
        JsonNode record = new ObjectMapper().readTree(run.out());
        assertThat(record.findValuesAsText("version")).contains("1.5.0");
        assertThat(sluice("run", "--approve", "confirm", "--variable", "part=half")
                        .status())
                .isEqualTo(1);
    }

    @Test
    void nothing_is_written_over_unless_it_is_asked_for() throws IOException {
        Path file = Files.writeString(directory.resolve("sluice.yaml"), "mine\n");
        Sluice.Result refused = sluice("init", "ci");
        assertThat(refused.status()).isEqualTo(2);
        assertThat(refused.err())
                .isEqualTo("sluice.yaml: is there already, and is left as it is; --force writes over it,"
                        + " -o FILE writes elsewhere\n");
        assertThat(file).hasContent("mine");
        assertThat(sluice("init", "ci", "-o", "ci/pipeline.yaml").err())
                .isEqualTo("next: sluice run -f ci/pipeline.yaml\n");
        assertThat(directory.resolve("ci/pipeline.yaml")).exists();
        assertThat(sluice("init", "ci", "--force").status()).isZero();
        assertThat(file).content().contains("metadata: {name: ci}");
        assertThat(sluice("init", "cd", "-o", "-").out()).contains("metadata: {name: cd}");
    }

    @Test
    void templates_are_listed_and_one_that_there_is_not_is_told() {
        assertThat(sluice("init", "--list").out())
                .isEqualTo(
                        """
                        ci        lint → test → build
                        cd        staging → smoke → production, with an approval and a way back
                        release   bump → changelog → release
                        security  scan → report → fix
                        """);
        assertThat(sluice("init", "--list", "--json").out()).contains("\"name\": \"security\"");
        assertThat(sluice("init", "relase").err())
                .isEqualTo(
                        "there is no template \"relase\" (did you mean \"release\"?); there are ci, cd, release, security\n");
    }

    @Test
    void where_nothing_is_known_nothing_is_written() {
        Sluice.Result result = sluice("init");
        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("nothing is here to propose a pipeline from:\n")
                .endsWith("init ci|cd|release|security\n");
        assertThat(directory.resolve("sluice.yaml")).doesNotExist();
    }

    /** A program, the files of a project in its folder, and how many steps are proposed. */
    static Stream<Arguments> projects() {
        return Stream.of(
                Arguments.of("make", List.of("Makefile", "lint test build:\n\techo $@ >> done\n"), 3),
                Arguments.of(
                        "npm",
                        List.of(
                                "package.json",
                                "{\"name\": \"x\", \"version\": \"1.0.0\", \"scripts\": {\"test\": \"node -e 1\", \"build\": \"node -e 2\"}}",
                                "package-lock.json",
                                "{\"name\": \"x\", \"version\": \"1.0.0\", \"lockfileVersion\": 3, \"packages\": {}}"),
                        2),
                Arguments.of(
                        "go",
                        List.of(
                                "go.mod",
                                "module example.com/x\n\ngo 1.18\n",
                                "x.go",
                                "package x\n\nfunc One() int { return 1 }\n",
                                "x_test.go",
                                "package x\n\nimport \"testing\"\n\nfunc TestOne(t *testing.T) {\n\tif One() != 1 {\n\t\tt.Fatal()\n\t}\n}\n"),
                        3),
                Arguments.of(
                        "python3",
                        List.of(
                                "requirements.txt",
                                "",
                                "tests/test_one.py",
                                "import unittest\n\n\nclass One(unittest.TestCase):\n    def test_one(self):\n        self.assertEqual(1, 1)\n"),
                        1));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("projects")
    void a_proposal_really_runs(String program, List<String> files, int steps) throws Exception {
        assumeThat(has(program)).as("there is no " + program + " here").isTrue();
        write("", files);
        Sluice.Result init = sluice("init");
        assertThat(init.status()).as(init.err()).isZero();
        assertThat(init.err()).startsWith("found: ").endsWith("next: sluice run\n");
        Sluice.Result run = sluice("run");
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains(steps + (steps == 1 ? " job succeeded" : " jobs succeeded"));
    }

    @Test
    void what_fails_in_a_project_fails_in_its_proposal() throws Exception {
        assumeThat(has("make")).as("there is no make here").isTrue();
        write("", List.of("Makefile", "test:\n\tfalse\n"));
        sluice("init");
        assertThat(sluice("run").status()).isEqualTo(1);
    }

    @Test
    void a_monorepo_runs_all_that_is_in_it() throws Exception {
        List<Arguments> here =
                projects().filter(project -> has((String) project.get()[0])).toList();
        assertThat(here)
                .as("of make, npm, go and python3 at least one must be here")
                .isNotEmpty();
        int steps = 0;
        for (Arguments project : here) {
            @SuppressWarnings("unchecked") // as written above
            List<String> files = (List<String>) project.get()[1];
            write(project.get()[0] + "/", files);
            steps += (Integer) project.get()[2];
        }
        JsonNode init = new ObjectMapper().readTree(sluice("init", "--json").out());
        assertThat(init.at("/found")).hasSize(here.size());
        Sluice.Result run = sluice("run");
        assertThat(run.status()).as(run.out() + run.err()).isZero();
        assertThat(run.out()).contains(steps + (steps == 1 ? " job succeeded" : " jobs succeeded"));
    }

    private void write(String folder, List<String> filesAndTexts) throws IOException {
        for (int i = 0; i < filesAndTexts.size(); i += 2) {
            Path file = directory.resolve(folder + filesAndTexts.get(i));
            Files.createDirectories(file.getParent());
            Files.writeString(file, filesAndTexts.get(i + 1));
        }
    }

    private static boolean has(String program) {
        try {
            return new ProcessBuilder("sh", "-c", "command -v " + program)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
