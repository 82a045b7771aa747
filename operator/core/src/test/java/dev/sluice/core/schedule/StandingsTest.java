package dev.sluice.core.schedule;

import static dev.sluice.core.schedule.Story.at;
import static dev.sluice.core.schedule.Story.failed;
import static dev.sluice.core.schedule.Story.lost;
import static dev.sluice.core.schedule.Story.running;
import static dev.sluice.core.schedule.Story.seconds;
import static dev.sluice.core.schedule.Story.stopping;
import static dev.sluice.core.schedule.Story.succeeded;
import static dev.sluice.core.schedule.Story.waiting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Retry;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every state of an attempt under every condition. At 100 s; timeout 50 s, queueTimeout 30 s, one retry of each kind. */
class StandingsTest {

    private static final CommandStep STEP = new PlanMaker.StepMaker("a")
            .timeout(seconds(50))
            .queueTimeout(seconds(30))
            .outputs("url")
            .retry(new Retry(1, 1, Optional.empty(), Duration.ofSeconds(10)))
            .make();
    private static final Map<String, String> URL = Map.of("url", "u");

    static Stream<Arguments> rows() {
        Attempt.State evicted = failed(80, 90, Failure.Kind.INFRASTRUCTURE);
        Attempt.State late = failed(40, 90, Failure.Kind.TIMEOUT);
        return Stream.of(
                arguments("nothing was seen", null, 0, 0, "Unstarted PENDING", "Unstarted PENDING"),
                arguments("waiting", waiting(80), 1, 0, "Active ACTIVE", "Active ACTIVE"),
                arguments("waiting, time up", waiting(70), 1, 0, "Expired FAILED", "Active ACTIVE"),
                arguments("waiting again, time up", waiting(70), 2, 1, "Expired FAILED", "Active ACTIVE"),
                arguments("running", running(80), 1, 0, "Active ACTIVE", "Active ACTIVE"),
                arguments("running, time up", running(50), 1, 0, "Active ACTIVE", "Active ACTIVE"),
                arguments("stopping", stopping(99), 1, 0, "Active ACTIVE", "Active ACTIVE"),
                arguments("stopping, long since", stopping(1), 1, 0, "Active ACTIVE", "Active ACTIVE"),
                arguments("succeeded", succeeded(80, 90, URL), 1, 0, "Ended SUCCEEDED", "Ended SUCCEEDED"),
                arguments("without its output", succeeded(80, 90), 1, 0, "Again 2/0 at 100", "Again 2/0 at 100"),
                arguments("and again without", succeeded(80, 90), 2, 0, "Ended FAILED", "Ended FAILED"),
                arguments("failed", failed(80, 90, 3), 1, 0, "Again 2/0 at 100", "Again 2/0 at 100"),
                arguments("failed after a loss", failed(80, 90, 3), 2, 1, "Again 3/1 at 110", "Again 3/1 at 110"),
                arguments("failed twice", failed(80, 90, 3), 2, 0, "Ended FAILED", "Ended FAILED"),
                arguments("timed out", late, 1, 0, "Again 2/0 at 100", "Again 2/0 at 100"),
                arguments("timed out twice", late, 2, 0, "Ended FAILED", "Ended FAILED"),
                arguments("evicted", evicted, 1, 0, "Again 2/1 at 100", "Ended CANCELLED"),
                arguments("evicted twice", evicted, 2, 1, "Ended FAILED", "Ended CANCELLED"),
                arguments("evicted after its own failure", evicted, 2, 0, "Again 3/1 at 110", "Ended CANCELLED"),
                arguments(
                        "can't start", failed(80, 80, Failure.Kind.UNSTARTABLE), 1, 0, "Ended FAILED", "Ended FAILED"),
                arguments(
                        "never started",
                        failed(80, 80, Failure.Kind.QUEUE_TIMEOUT),
                        1,
                        0,
                        "Ended FAILED",
                        "Ended FAILED"),
                arguments("cancelled", failed(80, 80, Failure.Kind.CANCELLED), 1, 0, "Ended FAILED", "Ended CANCELLED"),
                arguments("lost", lost(100), 1, 0, "Again 2/1 at 100", "Ended CANCELLED"),
                arguments("lost twice", lost(100), 2, 1, "Ended FAILED", "Ended CANCELLED"),
                arguments("lost after its own failure", lost(100), 2, 0, "Again 3/1 at 100", "Ended CANCELLED"));
    }

    @ParameterizedTest(name = "{0}: {4}, or {5} where the run is being ended")
    @MethodSource("rows")
    void a_job_that_is_not_settled(
            String name, Attempt.State state, int number, int lost, String expected, String inAnEndingRun) {
        Attempt attempt = state == null ? null : new Attempt(number, lost, state);

        assertThat(words(Standings.of(STEP, null, attempt, false, at(100)))).isEqualTo(expected);
        assertThat(words(Standings.of(STEP, null, attempt, true, at(100)))).isEqualTo(inAnEndingRun);
    }

    static Stream<Arguments> settledRows() {
        return Stream.of(
                arguments("nothing is left", null, "Ended"),
                arguments("it still waits", waiting(1), "LeftOver"),
                arguments("it still runs", running(1), "LeftOver"),
                arguments("it is being stopped", stopping(1), "LeftOver"),
                arguments("its success is there", succeeded(1, 2, URL), "Ended"),
                arguments("its failure is there", failed(1, 2, 3), "Ended"),
                arguments("it got lost", lost(1), "Ended"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("settledRows")
    void a_settled_job_stays_what_it_is_settled_as(String name, Attempt.State state, String expected) {
        for (JobState end : JobState.values()) {
            if (end.ended()) {
                Attempt attempt = state == null ? null : new Attempt(1, 0, state);
                for (boolean endsEarly : new boolean[] {false, true}) {
                    Standing standing = Standings.of(STEP, JobReports.without(end), attempt, endsEarly, at(100));
                    assertThat(words(standing)).isEqualTo(expected + " " + end);
                }
            }
        }
    }

    @Test
    void an_attempt_that_is_still_there_adds_details_to_a_bare_record() {
        JobReport report = Standings.of(
                        STEP, JobReports.without(JobState.FAILED), new Attempt(1, 0, failed(1, 2, 3)), false, at(100))
                .report();

        assertThat(report.failure()).contains(Failure.exitCode(3));
        assertThat(report.start()).contains(at(1));
        assertThat(report.end()).contains(at(2));
    }

    @Test
    void time_is_up_at_the_very_instant() {
        assertThat(words(Standings.of(STEP, null, new Attempt(1, 0, waiting(0)), false, at(29))))
                .isEqualTo("Active ACTIVE");
        assertThat(words(Standings.of(STEP, null, new Attempt(1, 0, waiting(0)), false, at(30))))
                .isEqualTo("Expired FAILED");
    }

    @Test
    void a_job_that_never_started_says_how_long_and_why() {
        Standing standing =
                Standings.of(STEP, null, new Attempt(1, 0, waiting(0, "no node has 64 cpus")), false, at(31));

        assertThat(standing.report().failure().orElseThrow().message())
                .isEqualTo("did not start within 30s: no node has 64 cpus");
        assertThat(standing.report().end()).contains(at(30));
    }

    @Test
    void a_missing_output_is_named() {
        Standing standing = Standings.of(STEP, null, new Attempt(2, 0, succeeded(1, 2)), false, at(3));

        assertThat(standing.report().failure())
                .contains(Failure.of(Failure.Kind.STEP, "did not write its output \"url\" to $SLUICE_OUTPUT"));
    }

    @Test
    void only_declared_outputs_are_kept() {
        Attempt.State state = succeeded(1, 2, Map.of("url", "u", "other", "o"));

        assertThat(Standings.of(STEP, null, new Attempt(1, 0, state), false, at(3))
                        .report()
                        .outputs())
                .isEqualTo(URL);
    }

    @Test
    void also_of_a_job_on_record_whose_attempt_tells_more() {
        JobReport recorded = JobReports.succeeded(Map.of("url", "u", "other", "o"));

        assertThat(Standings.of(STEP, recorded, null, false, at(3)).report().outputs())
                .isEqualTo(URL);
    }

    @Test
    void between_two_attempts_a_job_is_told_with_the_history_its_attempt_carries() {
        JobReport report = Standings.of(STEP, null, new Attempt(1, 0, lost(3)), false, at(3))
                .report();

        assertThat(report.state()).isEqualTo(JobState.ACTIVE);
        assertThat(report.attempts()).isEqualTo(1);
        assertThat(report.infrastructureFailures()).isZero();
        assertThat(report.failure()).isPresent();
    }

    private static String words(Standing standing) {
        if (standing instanceof Standing.Again again) {
            assertThat(again.report().state()).isEqualTo(JobState.ACTIVE);
            RetryPolicy.Next next = again.next();
            long seconds = Duration.between(Story.START, next.notBefore()).toSeconds();
            return "Again " + next.attempt() + "/" + next.infrastructureFailures() + " at " + seconds;
        }
        return standing.getClass().getSimpleName() + " " + standing.report().state();
    }
}
