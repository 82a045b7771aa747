package dev.sluice.core.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Work;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Assignment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** E5: what a result depends on, and what it does not. */
class CacheKeyTest {

    /** What may be otherwise than it is here. */
    private record Made(
            String program,
            Map<String, String> environment,
            List<InputFile> files,
            String agent,
            String secret,
            List<String> outputs) {

        static final Made IT = new Made(
                "make",
                Map.of("LEVEL", "full", "SLUICE_RUN", "r1", "SLUICE_STEP", "a", "SLUICE_OUTPUTS_B_URL", "u"),
                List.of(file("src/a", "1"), file("src/b", "2")),
                "agent",
                "s",
                List.of());

        Made program(String other) {
            return new Made(other, environment, files, agent, secret, outputs);
        }

        Made with(String name, String value) {
            Map<String, String> more = new LinkedHashMap<>(environment);
            more.put(name, value);
            return new Made(program, more, files, agent, secret, outputs);
        }

        Made files(InputFile... others) {
            return new Made(program, environment, List.of(others), agent, secret, outputs);
        }

        Made agent(String other) {
            return new Made(program, environment, files, other, secret, outputs);
        }

        Made secret(String other) {
            return new Made(program, environment, files, agent, other, outputs);
        }

        Made outputs(String... others) {
            return new Made(program, environment, files, agent, secret, List.of(others));
        }

        String key() {
            String declared = "outputs: [" + String.join(", ", outputs) + "]";
            Plan plan = Written.planOfSteps("- {name: a, agent: x, script: z, " + declared + "}");
            Assignment assignment = new Assignment(
                    Optional.of(new Work.Program.Script(program)), Optional.empty(), Optional.of("x"), environment);
            return CacheKey.of(
                    Written.request("event: {branch: main}"),
                    assignment,
                    (CommandStep) plan.step("a").step(),
                    Map.of("x", agent),
                    Map.of("TOKEN", secret),
                    files);
        }
    }

    private static InputFile file(String path, String content) {
        return new InputFile(path, "rw-r--r--", "sha256:" + content);
    }

    static Stream<Arguments> others() {
        Made it = Made.IT;
        return Stream.of(
                Arguments.of("another program", it.program("make all"), false),
                Arguments.of("another variable", it.with("LEVEL", "quick"), false),
                Arguments.of("one variable more", it.with("MORE", ""), false),
                Arguments.of("another output of a step before", it.with("SLUICE_OUTPUTS_B_URL", "v"), false),
                Arguments.of("another payload", it.with("SLUICE_PAYLOAD", "{}"), false),
                Arguments.of("another agent", it.agent("other"), false),
                Arguments.of("another secret", it.secret("t"), false),
                Arguments.of("another output demanded", it.outputs("url"), false),
                Arguments.of("other content", it.files(file("src/a", "1"), file("src/b", "3")), false),
                Arguments.of("another name", it.files(file("src/a", "1"), file("src/c", "2")), false),
                Arguments.of("one file less", it.files(file("src/a", "1")), false),
                Arguments.of(
                        "another mode",
                        it.files(file("src/a", "1"), new InputFile("src/b", "rwxr-xr-x", "sha256:2")),
                        false),
                Arguments.of("files in another order", it.files(file("src/b", "2"), file("src/a", "1")), true),
                Arguments.of("another run", it.with("SLUICE_RUN", "r2"), true),
                Arguments.of("another branch", it.with("SLUICE_BRANCH", "b"), true),
                Arguments.of("another pipeline", it.with("SLUICE_PIPELINE", "b"), true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void the_key_is_of_what_the_result_depends_on(String what, Made other, boolean same) {
        assertThat(other.key().equals(Made.IT.key())).isEqualTo(same);
    }

    @Test
    void where_the_run_comes_from_counts_for_a_program_that_names_it() {
        Made named = Made.IT.program("echo $SLUICE_BRANCH");
        assertThat(named.with("SLUICE_BRANCH", "a").key())
                .isNotEqualTo(named.with("SLUICE_BRANCH", "b").key());
    }

    @Property(tries = 100)
    void whatever_the_order_of_variables_and_files(@ForAll Map<String, String> variables, @ForAll long seed) {
        List<Map.Entry<String, String>> shuffled = new ArrayList<>(variables.entrySet());
        Collections.shuffle(shuffled, new Random(seed));
        Made one = Made.IT;
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            one = one.with(variable.getKey(), variable.getValue());
        }
        Made other = Made.IT;
        for (Map.Entry<String, String> variable : shuffled) {
            other = other.with(variable.getKey(), variable.getValue());
        }
        assertThat(one.key()).isEqualTo(other.key());
    }
}
