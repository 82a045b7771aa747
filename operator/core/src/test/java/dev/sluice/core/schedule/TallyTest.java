package dev.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Approval;
import dev.sluice.core.schedule.GateRecord.Vote;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What comes of what people say, one row a scene. Words: "alice+" approves, "bob-" rejects, "alice>dave" delegates, "alice>dave@5" until then. */
class TallyTest {

    private static final Approval TWO = Approval.by(2, "alice", "bob", "carol");
    private static final Approval OF_GROUP = Approval.by(2, "alice", "group:devops");
    private static final Approval ONE = Approval.by(1, "alice", "bob");

    static Stream<Arguments> scenes() {
        return Stream.of(
                scene("one of two", TWO, "alice+", "waits"),
                scene("two of two", TWO, "alice+ bob+", "approved by alice, bob"),
                scene("the same person twice is one person", TWO, "alice+ alice+", "waits"),
                scene("one no is enough", TWO, "alice+ bob-", "rejected by bob"),
                scene("who changes their mind has one say", TWO, "alice+ alice-", "rejected by alice"),
                scene("and may come round", TWO.withOutvote(), "alice- alice+ bob+", "approved by alice, bob"),
                scene("outvoted, a no is one vote", TWO.withOutvote(), "carol- alice+ bob+", "approved by alice, bob"),
                scene(
                        "until nobody is left who could make the quorum",
                        TWO.withOutvote(),
                        "carol- alice-",
                        "rejected by carol, alice"),
                scene(
                        "in a group nobody knows who is left: as many noes as yeses needed",
                        OF_GROUP.withOutvote(),
                        "x-",
                        "waits"),
                scene("that many", OF_GROUP.withOutvote(), "x- y-", "rejected by x, y"),
                scene("who started it does not approve", TWO.withOtherPerson(), "starter+ alice+", "waits"),
                scene("but rejects", TWO.withOtherPerson(), "starter-", "rejected by starter"),
                scene(
                        "and is none of those who could make the quorum",
                        Approval.by(2, "alice", "bob", "starter")
                                .withOtherPerson()
                                .withOutvote(),
                        "bob-",
                        "rejected by bob"),
                scene("another may decide in one's place", TWO, "alice>dave dave+ bob+", "approved by dave, bob"),
                scene(
                        "who gives it away has it no more",
                        TWO,
                        "alice>dave alice>eve dave+ bob+",
                        "approved by dave, bob"),
                scene("but for what the first of them had said", ONE, "alice>dave", "waits"),
                scene("who takes it back has one seat, not two", TWO, "alice>dave dave+ alice+", "waits"),
                scene("who gives it away does not count beside", TWO, "alice+ alice>dave dave+", "waits"),
                scene("two seats held by one person are one person", TWO, "alice>dave bob>dave dave+ dave+", "waits"),
                scene(
                        "who has a seat of their own decides for that",
                        TWO,
                        "alice>bob bob+ alice+",
                        "approved by bob, alice"),
                scene("one's own seat and another's are not two people", TWO, "alice>bob bob+ bob+", "waits"),
                scene("of a group one decides for whoever gave a seat", OF_GROUP, "alice>x x+ alice+", "waits"),
                scene(
                        "a seat held until then counts when used before",
                        TWO,
                        "alice>dave@5 dave+ bob+",
                        "approved by dave, bob"),
                scene("void is void", TWO, "alice+ ! bob+", "waits"),
                scene("and may be said again", TWO, "alice+ ! bob+ alice+", "approved by bob, alice"),
                scene("void ends delegations too", ONE, "alice>dave !", "waits"));
    }

    private static Arguments scene(String name, Approval approval, String said, String expected) {
        return Arguments.of(name, approval, said, expected);
    }

    @ParameterizedTest(name = "{0}: {2}: {3}")
    @MethodSource("scenes")
    void of(String name, Approval approval, String said, String expected) {
        GateRecord record = GateRecord.openedAt(time(0));
        int second = 1;
        for (String word : said.split(" ")) {
            record = record.with(vote(word, second++), record.answers(), new Chain("r", "g"));
        }
        Optional<GateRecord.Verdict> verdict =
                Verdicts.of(approval, record, Assurance.NONE.startedBy("starter"), time(100));

        assertThat(verdict.map(v -> GateStandings.words(v)).orElse("waits")).isEqualTo(expected);
        assertThat(new Chain("r", "g").firstBroken(record.votes()))
                .isEqualTo(record.votes().size());
    }

    static Stream<Arguments> reasons() {
        return Stream.of(
                Arguments.of("alice+ alice-", 0, "alice said something else"),
                Arguments.of("alice>dave alice+", 0, "alice decided"),
                Arguments.of("alice>dave dave+ alice+", 1, "alice decided"),
                Arguments.of("alice+ alice>dave", 0, "alice gave the decision to dave"),
                Arguments.of("alice>dave alice>eve", 0, "alice gave it to eve"),
                Arguments.of("alice>dave@5", 0, "ended " + time(5)),
                Arguments.of("alice>dave", 0, ""),
                Arguments.of("alice+ !", 0, "changed"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("reasons")
    void why_a_vote_does_not_count(String said, int vote, String expected) {
        int second = 1;
        List<Vote> votes = new java.util.ArrayList<>();
        for (String word : said.split(" ")) {
            votes.add(vote(word, second++));
        }
        assertThat(Tally.of(TWO, votes).voided(vote, time(50))).isEqualTo(expected);
    }

    private static Vote vote(String word, int second) {
        Instant time = time(second);
        if (word.equals("!")) {
            return new Vote("sluice", Vote.Kind.VOID, "changed", time);
        }
        if (word.contains(">")) {
            String[] parts = word.split("[>@]");
            return Vote.delegation(
                    parts[0],
                    parts[1],
                    parts.length > 2 ? Optional.of(time(Integer.parseInt(parts[2]))) : Optional.empty(),
                    "",
                    time);
        }
        return new Vote(word.substring(0, word.length() - 1), word.endsWith("+"), "", time);
    }

    private static Instant time(int second) {
        return Story.at(second);
    }
}
