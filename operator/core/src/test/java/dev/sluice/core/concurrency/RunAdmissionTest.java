package dev.sluice.core.concurrency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.Concurrency;
import dev.sluice.core.model.Concurrency.Method;
import dev.sluice.core.model.Concurrency.OnConflict;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A2: who is in, who waits before it, and what becomes of a run that comes to its group. */
class RunAdmissionTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "an empty group lets in                               | ''    | 0 | 1 | ORDERED | QUEUE         | in",
                "a full one has it wait, as the next                  | a     | 0 | 1 | ORDERED | QUEUE         | 1",
                "behind those that came before it                     | a     | 2 | 1 | ORDERED | QUEUE         | 3",
                "whoever has its place keeps it                       | me    | 0 | 1 | ORDERED | QUEUE         | in",
                "also where the group is more than full               | a b me| 3 | 1 | ORDERED | QUEUE         | in",
                "room for two is filled                               | a     | 0 | 2 | ORDERED | QUEUE         | in",
                "and not more                                         | a b   | 0 | 2 | ORDERED | QUEUE         | 1",
                "nobody goes before who came earlier                  | a     | 1 | 3 | ORDERED | QUEUE         | 2",
                "unless the group is eager                            | a     | 1 | 3 | EAGER   | QUEUE         | in",
                "an eager group has limits too                        | a b c | 1 | 3 | EAGER   | QUEUE         | 2",
                "each counts by its own limit: three are too many     | a b c | 0 | 2 | ORDERED | QUEUE         | 1",
                "a run that is not to wait is rejected                | a     | 0 | 1 | ORDERED | REJECT        | rejected",
                "also where only others wait                          | ''    | 1 | 1 | ORDERED | REJECT        | rejected",
                "and is let in where there is room                    | a     | 0 | 2 | ORDERED | REJECT        | in",
                "one that cancels others waits for their end          | a     | 0 | 1 | ORDERED | CANCEL_OLDER  | 1",
                "and goes in where there is room                      | ''    | 0 | 1 | ORDERED | CANCEL_OLDER  | in",
            })
    void what_becomes_of_it(
            String what, String held, int ahead, int limit, Method method, OnConflict onConflict, String expected) {
        Concurrency group = new Concurrency("deploy", limit, method, onConflict);

        Admission admission = RunAdmission.of(group, places(held), "me", ahead);

        assertThat(word(admission)).as(what).isEqualTo(expected);
    }

    /** P waits for the run that is let in. */
    @ParameterizedTest(name = "{0} active, {1} waiting, limit {2}, P waits for it: cancels {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "P     |     | 1 | ''",
                "P     | b   | 1 | b",
                "P a   |     | 2 | a",
                "a P b |     | 3 | a",
                "P a b |     | 2 | a b",
                "a     |     | 1 | a",
            })
    void who_waits_for_it_is_not_cancelled(String held, String ahead, int limit, String expected) {
        Concurrency group = new Concurrency("deploy", limit, Method.ORDERED, OnConflict.CANCEL_OLDER);
        WaitingAncestors ancestors = new WaitingAncestors(List.of(new WaitingAncestors.Ancestor(
                "P", "run-P", "call", Instant.EPOCH, Optional.of(group), Optional.empty())));

        assertThat(String.join(" ", OlderRuns.toCancel(group, places(held), "me", words(ahead), ancestors)))
                .isEqualTo(expected.strip());
    }

    @ParameterizedTest(name = "{0} active, {1} waiting, limit {2}: cancels {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a     |     | 1 | a",
                "a     | b   | 1 | a b",
                "a b   |     | 2 | a",
                "a b   | c d | 2 | a b c",
                "a     |     | 2 | ''",
                "''    |     | 1 | ''",
                "a b c |     | 1 | a b c",
                "me    | b   | 1 | ''",
            })
    void the_oldest_are_cancelled(String held, String ahead, int limit, String expected) {
        Concurrency group = new Concurrency("deploy", limit, Method.ORDERED, OnConflict.CANCEL_OLDER);

        assertThat(String.join(" ", OlderRuns.toCancel(group, places(held), "me", words(ahead), WaitingAncestors.NONE)))
                .isEqualTo(expected.strip());
    }

    @ParameterizedTest
    @CsvSource({"QUEUE", "REJECT"})
    void nobody_else_cancels(OnConflict onConflict) {
        Concurrency group = new Concurrency("deploy", 1, Method.ORDERED, onConflict);

        assertThat(OlderRuns.toCancel(group, places("a b"), "me", List.of("c"), WaitingAncestors.NONE))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,1st", "2,2nd", "3,3rd", "4,4th", "11,11th", "12,12th", "13,13th", "21,21st", "102,102nd", "111,111th"
    })
    void places_in_a_queue_have_an_ordinal(int number, String expected) {
        assertThat(QueueText.ordinal(number)).isEqualTo(expected);
    }

    @Test
    void where_those_who_wait_are_on_record_they_go_in_their_order() {
        Concurrency group = new Concurrency("deploy", 1, Method.ORDERED, OnConflict.QUEUE);
        Places.Turn first = new Places.Turn("1", "one", Instant.EPOCH);
        Places.Turn second = new Places.Turn("2", "two", Instant.EPOCH.plusSeconds(1));
        Places taken = places("a");

        Places waiting = RunPlaces.next(RunPlaces.next(taken, second, group), first, group);
        assertThat(waiting.turns()).containsExactly(first, second);
        assertThat(RunPlaces.next(waiting, first, group)).isEqualTo(waiting);

        Places free = waiting.withoutRuns("a"::equals);
        assertThat(RunPlaces.next(free, second, group))
                .as("not before the first")
                .isEqualTo(free);
        Places in = RunPlaces.next(free, first, group);
        assertThat(in).isEqualTo(new Places(List.of(new Places.Place("1", "one", "")), List.of(second)));
        assertThat(RunPlaces.next(in, first, group)).isEqualTo(in);
    }

    @Test
    void places_are_the_same_after_they_were_written() {
        Places places = new Places(
                List.of(new Places.Place("8e1f", "shop", ""), new Places.Place("77aa", "shop-2", "deploy/3")),
                List.of(new Places.Turn("1", "one", Instant.parse("2026-11-21T10:00:00.123Z"))));

        assertThat(PlacesText.read(PlacesText.held(places), PlacesText.turns(places)))
                .isEqualTo(places);
        assertThat(PlacesText.read("", "")).isEqualTo(Places.NONE);
        assertThatThrownBy(() -> PlacesText.read("nonsense", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PlacesText.read("", "1 one yesterday")).isInstanceOf(IllegalArgumentException.class);
    }

    private static Places places(String held) {
        return new Places(
                words(held).stream()
                        .map(id -> new Places.Place(id, "run-" + id, ""))
                        .toList(),
                List.of());
    }

    private static List<String> words(String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Arrays.asList(text.strip().split(" "));
    }

    private static String word(Admission admission) {
        if (admission instanceof Admission.Queued queued) {
            return Integer.toString(queued.position());
        }
        return admission instanceof Admission.Rejected ? "rejected" : "in";
    }
}
