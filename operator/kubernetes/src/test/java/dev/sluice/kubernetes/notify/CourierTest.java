package dev.sluice.kubernetes.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When it is tried again, and when no more: with a clock that a test turns. */
class CourierTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @TempDir
    Path folder;

    private final Queue<Attempt> answers = new ArrayDeque<>();
    private final List<Duration> waits = new ArrayList<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final List<String> counted = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final List<String> done = new ArrayList<>();
    private final Queue<Runnable> threads = new ArrayDeque<>();
    private Error fault;
    private boolean noThreads;
    private boolean deaf;
    private Courier courier;

    @BeforeEach
    void configure() throws IOException {
        for (String name : List.of("chat", "other")) {
            Files.writeString(folder.resolve(name), "type: slack\nurl: https://example.com\nattempts: 3\n");
        }
        courier = new Courier(
                new Channels(Optional.of(folder)),
                (channel, notice) -> {
                    if (fault != null) {
                        throw fault;
                    }
                    notice.gate().ifPresent(gate -> sent.add(gate.state()));
                    return answers.remove();
                },
                new Lanes(task -> {
                    if (noThreads) {
                        throw new InternalError("no thread is to be had");
                    }
                    threads.add(task);
                }),
                (delay, task) -> {
                    waits.add(delay);
                    later.add(task);
                },
                Clock.fixed(NOW.plusNanos(1), ZoneOffset.UTC),
                (kind, result) -> counted.add(kind + " " + result),
                notice -> {
                    done.add(notice.id());
                    if (deaf) {
                        throw new IllegalStateException("nobody listens");
                    }
                });
    }

    @Test
    void itIsToldOnceHoweverOftenItIsTaken() {
        answers.add(new Attempt.Told());
        assertThat(courier.take(NoticeMaker.to("chat", "1"))).isTrue();
        assertThat(courier.take(NoticeMaker.to("chat", "1"))).isTrue();
        work();
        assertThat(courier.take(NoticeMaker.to("chat", "1"))).isTrue();
        work();
        assertThat(courier.outcome("1")).contains(new Outcome(NOW, Optional.empty()));
        assertThat(done).containsExactly("1");
        assertThat(counted).containsExactly("slack TOLD");
        courier.forget("1");
        assertThat(courier.has("1")).isFalse();
    }

    @Test
    void itIsTriedAgainLaterAndLater() {
        answers.add(Attempt.again("answered 500"));
        answers.add(Attempt.again("answered 500"));
        answers.add(new Attempt.Told());
        courier.take(NoticeMaker.to("chat", "1"));
        work();
        assertThat(courier.outcome("1")).isEmpty();
        turn();
        turn();
        assertThat(waits).containsExactly(Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(courier.outcome("1")).contains(new Outcome(NOW, Optional.empty()));
        assertThat(counted).containsExactly("slack TRIED_AGAIN", "slack TRIED_AGAIN", "slack TOLD");
    }

    @Test
    void furtherAttemptsTellItAsItIsByThen() {
        answers.add(Attempt.again("answered 500"));
        answers.add(new Attempt.Told());
        courier.take(NoticeMaker.requested().make());
        work();
        courier.take(NoticeMaker.requested().event("Requested", "Approved").make());
        turn();
        assertThat(sent).containsExactly("Waiting", "Approved");
        assertThat(counted).hasSize(2);
    }

    @Test
    void itIsGivenUpAfterSoManyAttempts() {
        for (int i = 0; i < 3; i++) {
            answers.add(Attempt.again("answered 500"));
        }
        courier.take(NoticeMaker.to("chat", "1"));
        work();
        turn();
        turn();
        assertThat(later).isEmpty();
        assertThat(courier.outcome("1")).contains(new Outcome(NOW, Optional.of("answered 500, 3 times")));
        assertThat(counted).endsWith("slack GIVEN_UP");
        assertThat(done).containsExactly("1");
    }

    @Test
    void whatWillNeverDoIsGivenUpAtOnce() {
        answers.add(new Attempt.Never("answered 404"));
        courier.take(NoticeMaker.to("chat", "1"));
        courier.take(NoticeMaker.to("nobody", "2"));
        work();
        assertThat(courier.outcome("1").orElseThrow().error()).contains("answered 404");
        assertThat(courier.outcome("2").orElseThrow().error()).contains("no channel of this name is configured");
        assertThat(counted).containsExactly("slack GIVEN_UP", "none GIVEN_UP");
    }

    @Test
    void whatIsMendedCountsFromTheNextAttemptOn() throws IOException {
        Files.writeString(folder.resolve("chat"), "type: slack\nurl: https://dead.example.com\n");
        answers.add(Attempt.again("can't be connected to"));
        courier.take(NoticeMaker.to("chat", "1"));
        work();
        Files.delete(folder.resolve("chat"));
        turn();
        assertThat(courier.outcome("1").orElseThrow().error()).contains("no channel of this name is configured");
    }

    @Test
    void aFaultOfOursIsOnRecordToo() {
        courier.take(NoticeMaker.to("chat", "1")); // there is no answer for it
        work();
        assertThat(courier.outcome("1").orElseThrow().error())
                .contains("a fault of the operator (NoSuchElementException)");
    }

    /** A class that is not there, a stack that is too deep: also what no one should catch. */
    @Test
    void anErrorIsOnRecordAndKeepsNoPlace() {
        fault = new NoClassDefFoundError("a/b");
        for (int i = 0; i < 5; i++) {
            courier.take(NoticeMaker.to("chat", "n" + i));
        }
        work();
        assertThat(done).hasSize(5);
        assertThat(courier.outcome("n4").orElseThrow().error())
                .contains("a fault of the operator (NoClassDefFoundError)");
        fault = null;
        answers.add(new Attempt.Told());
        courier.take(NoticeMaker.to("chat", "later"));
        work();
        assertThat(courier.outcome("later")).contains(new Outcome(NOW, Optional.empty()));
    }

    @Test
    void whatIsDoneIsDoneOnceThoughNobodyListens() {
        deaf = true;
        answers.add(new Attempt.Told());
        courier.take(NoticeMaker.to("chat", "1"));
        for (int i = 0; i < 499; i++) {
            courier.take(NoticeMaker.to("chat", "n" + i));
            answers.add(new Attempt.Told());
        }
        work();
        assertThat(courier.outcome("1")).contains(new Outcome(NOW, Optional.empty()));
        assertThat(counted).hasSize(500).containsOnly("slack TOLD");
        assertThat(done).doesNotHaveDuplicates();
    }

    @Test
    void withoutAThreadItIsTakenLater() {
        noThreads = true;
        assertThat(courier.take(NoticeMaker.to("chat", "1"))).isFalse();
        assertThat(courier.has("1")).isFalse();
        noThreads = false;
        answers.add(Attempt.again("answered 500"));
        for (int i = 0; i < 3; i++) {
            answers.add(new Attempt.Told());
        }
        for (int i = 1; i <= 3; i++) {
            assertThat(courier.take(NoticeMaker.to("chat", "" + i))).isTrue();
        }
        work();
        noThreads = true;
        turn();
        assertThat(courier.outcome("1").orElseThrow().error()).contains("a fault of the operator (InternalError)");
        assertThat(courier.outcome("3")).contains(new Outcome(NOW, Optional.empty()));
    }

    @Test
    void aChannelThatIsFullTakesNoMoreAndHoldsUpNoOther() {
        for (int i = 0; i < 500; i++) {
            assertThat(courier.take(NoticeMaker.to("chat", "n" + i))).isTrue();
        }
        assertThat(courier.take(NoticeMaker.to("chat", "more"))).isFalse();
        assertThat(courier.take(NoticeMaker.to("other", "1"))).isTrue();
        assertThat(threads).as("two at a time of each channel").hasSize(3);
        for (int i = 0; i < 501; i++) {
            answers.add(new Attempt.Told());
        }
        work();
        assertThat(done).hasSize(501);
        assertThat(courier.take(NoticeMaker.to("chat", "more"))).isTrue();
    }

    private void work() {
        while (!threads.isEmpty()) {
            threads.remove().run();
        }
    }

    private void turn() {
        later.remove().run();
        work();
    }
}
