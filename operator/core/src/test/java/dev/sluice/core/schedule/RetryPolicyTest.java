package dev.sluice.core.schedule;

import static dev.sluice.core.schedule.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Retry;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryPolicyTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            the step's own failure, no budget               | 0 | 3 | 1 | 0 | STEP           | none
            the first of two                                | 2 | 0 | 1 | 0 | STEP           | 2 after 0
            the second of two                               | 2 | 0 | 2 | 0 | STEP           | 3 after 0
            the budget is used up                           | 2 | 0 | 3 | 0 | STEP           | none
            a timeout uses the same budget                  | 1 | 0 | 1 | 0 | TIMEOUT        | 2 after 0
            and uses it up                                  | 1 | 0 | 2 | 0 | TIMEOUT        | none
            lost nodes don't use up the step's budget       | 1 | 3 | 3 | 2 | STEP           | 4 after 2
            nor does the step use up that for lost nodes    | 2 | 1 | 3 | 0 | INFRASTRUCTURE | 4 after 1
            a lost node, no budget                          | 9 | 0 | 1 | 0 | INFRASTRUCTURE | none
            the last lost node that is allowed              | 0 | 3 | 3 | 2 | INFRASTRUCTURE | 4 after 3
            one too many                                    | 0 | 3 | 4 | 3 | INFRASTRUCTURE | none
            what never started would wait again             | 9 | 9 | 1 | 0 | QUEUE_TIMEOUT  | none
            what can't start would not start again          | 9 | 9 | 1 | 0 | UNSTARTABLE    | none
            what waits for itself would do so again         | 9 | 9 | 1 | 0 | DEADLOCK       | none
            """)
    void budgets(
            String name, int limit, int infrastructure, int attempt, int lost, Failure.Kind kind, String expected) {
        Retry retry = new Retry(limit, infrastructure, Optional.empty(), Duration.ZERO);

        assertThat(next(retry, attempt, lost, Failure.of(kind, ""))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            a listed exit code is tried again           | STEP           | 137 | 2 after 0
            another is not                              | STEP           | 3   | none
            a missing output has no exit code           | STEP           |     | none
            a timeout is not listed                     | TIMEOUT        |     | none
            even where the signal's code is             | TIMEOUT        | 137 | none
            a lost node is no matter of exit codes      | INFRASTRUCTURE |     | 2 after 1
            """)
    void only_listed_exit_codes_are_tried_again(String name, Failure.Kind kind, Integer code, String expected) {
        Retry retry = new Retry(3, 3, Optional.of(Set.of(1, 137)), Duration.ZERO);
        OptionalInt exitCode = code == null ? OptionalInt.empty() : OptionalInt.of(code);

        assertThat(next(retry, 1, 0, new Failure(kind, exitCode, ""))).isEqualTo(expected);
    }

    @ParameterizedTest(name = "backoff {0} s, attempt {1} failed: {2} s")
    @CsvSource({
        "0, 1, 0",
        "0, 9, 0",
        "10, 1, 10",
        "10, 2, 20",
        "10, 3, 40",
        "10, 6, 320",
        "10, 7, 600",
        "10, 31, 600",
        "599, 1, 599",
        "3600, 1, 600"
    })
    void backoff_is_doubled_up_to_ten_minutes(int backoff, int attempt, int expected) {
        Retry retry = new Retry(10, 20, Optional.empty(), Duration.ofSeconds(backoff));

        assertThat(RetryPolicy.wait(retry, attempt)).isEqualTo(Duration.ofSeconds(expected));
    }

    @Test
    void backoff_counts_from_the_end_of_the_attempt() {
        Retry retry = new Retry(1, 1, Optional.empty(), Duration.ofSeconds(10));
        Attempt attempt = new Attempt(1, 0, Story.running(0));

        assertThat(RetryPolicy.after(retry, attempt, Failure.exitCode(1), at(7)))
                .contains(new RetryPolicy.Next(2, 0, at(17)));
        assertThat(RetryPolicy.after(retry, attempt, Failure.of(Failure.Kind.INFRASTRUCTURE, ""), at(7)))
                .contains(new RetryPolicy.Next(2, 1, at(17)));
    }

    @ParameterizedTest(name = "backoff {0} s, attempt {1} met what was none of its doing: {2} s")
    @CsvSource({"0, 1, 2", "0, 2, 4", "0, 3, 8", "0, 20, 600", "1, 1, 1", "10, 2, 20"})
    void what_is_none_of_the_steps_doing_is_given_time_to_pass(int backoff, int attempt, int expected) {
        Retry retry = new Retry(0, 20, Optional.empty(), Duration.ofSeconds(backoff));

        assertThat(RetryPolicy.after(
                                retry,
                                new Attempt(attempt, attempt - 1, Story.running(0)),
                                Failure.of(Failure.Kind.INFRASTRUCTURE, ""),
                                at(5))
                        .orElseThrow()
                        .notBefore())
                .isEqualTo(at(5 + expected));
    }

    @Test
    void what_got_lost_is_not_waited_for() {
        Retry retry = new Retry(0, 1, Optional.empty(), Duration.ofSeconds(10));

        assertThat(RetryPolicy.afterLoss(retry, new Attempt(1, 0, Story.lost(7)), at(7)))
                .contains(new RetryPolicy.Next(2, 1, at(7)));
    }

    private static String next(Retry retry, int attempt, int lost, Failure failure) {
        return RetryPolicy.after(retry, new Attempt(attempt, lost, Story.running(0)), failure, at(5))
                .map(n -> n.attempt() + " after " + n.infrastructureFailures())
                .orElse("none");
    }
}
