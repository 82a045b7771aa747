package dev.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.local.AttemptRecord;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What is advised after a failure (E4), every advice there is. */
class FailureHelpTest {

    private static final Instant START = Instant.parse("2026-11-21T08:00:00Z");

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(Failure.Kind.TIMEOUT, 143, "see in the log what hangs, or give the step a longer timeout"),
                Arguments.of(Failure.Kind.UPLOAD, 0, "mend the steps it wrote to $SLUICE_OUTPUT"),
                Arguments.of(Failure.Kind.UNSTARTABLE, null, "install the command or mend its name"),
                Arguments.of(Failure.Kind.DEADLOCK, null, "mend one of the two pipelines as it says"),
                Arguments.of(Failure.Kind.CANCELLED, null, "see who cancelled it"),
                Arguments.of(Failure.Kind.STEP, null, "see what its run tells"),
                Arguments.of(Failure.Kind.STEP, 0, "mend what it writes, or what the step says that it writes"),
                Arguments.of(Failure.Kind.STEP, 126, "make the command executable (chmod +x)"),
                Arguments.of(Failure.Kind.STEP, 127, "a command in it was not found: install it or mend its name"),
                Arguments.of(
                        Failure.Kind.STEP, 137, "something killed it, maybe for its memory: look at the machine's log"),
                Arguments.of(Failure.Kind.STEP, 1, "mend what the log tells of"),
                Arguments.of(Failure.Kind.INFRASTRUCTURE, null, "see what its run tells"),
                Arguments.of(Failure.Kind.QUEUE_TIMEOUT, null, "see what its run tells"));
    }

    @ParameterizedTest(name = "{0} with exit code {1}")
    @MethodSource("failures")
    void is_followed_by_what_to_do(Failure.Kind kind, Integer exitCode, String advice) {
        assertThat(lines(Optional.of(Failure.of(kind, "why")), exitCode, List.of("words"), Optional.of("run it alone")))
                .containsExactly(
                        "    │ words",
                        "    log:   a.log",
                        "    step:  a.yaml:7:5",
                        "    next:  " + advice + ", then run it again",
                        "    alone: run it alone");
    }

    @ParameterizedTest
    @EnumSource(Failure.Kind.class)
    void of_every_kind(Failure.Kind kind) {
        assertThat(failures().map(row -> row.get()[0])).contains(kind);
    }

    @Test
    void a_failure_of_no_kind_and_a_log_without_a_word() {
        assertThat(lines(Optional.empty(), 126, List.of(), Optional.empty()))
                .containsExactly(
                        "    log:   a.log (empty)",
                        "    step:  a.yaml:7:5",
                        "    next:  make the command executable (chmod +x), then run it again");
    }

    private static List<String> lines(
            Optional<Failure> failure, Integer exitCode, List<String> tail, Optional<String> alone) {
        OptionalInt code = exitCode == null ? OptionalInt.empty() : OptionalInt.of(exitCode);
        AttemptRecord attempt =
                new AttemptRecord(1, START, Optional.of(START), code, Optional.empty(), Path.of("a.log"), 0);
        JobReport report = new JobReport(
                JobState.FAILED, 1, 0, failure, Optional.empty(), Map.of(), Optional.of(START), Optional.of(START));
        return new FailureHelp(new Style(false))
                .lines(attempt, report, tail, "a.log", "a.yaml:7:5", "run it again", alone);
    }
}
