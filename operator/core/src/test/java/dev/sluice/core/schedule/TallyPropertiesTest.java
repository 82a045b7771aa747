package dev.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Approval;
import dev.sluice.core.schedule.GateRecord.Vote;
import dev.sluice.core.schedule.GateRecord.Vote.Kind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Whatever people say, and give away, in whatever order (C5). */
class TallyPropertiesTest {

    private static final Approval NAMED = Approval.by(2, "alice", "bob", "carol");
    private static final Approval WITH_GROUP = Approval.by(2, "alice", "bob", "group:devops");

    @Property(tries = 4000, edgeCases = EdgeCasesMode.NONE)
    void no_person_and_no_seat_counts_twice(@ForAll("approvals") Approval approval, @ForAll("votes") List<Vote> votes) {
        Tally tally = Tally.of(approval, votes);
        List<Vote> standing = Stream.concat(tally.standing(Kind.APPROVE).stream(), tally.standing(Kind.REJECT).stream())
                .toList();
        Set<String> people = new HashSet<>();
        Map<String, Vote> seats = new LinkedHashMap<>();
        for (Vote vote : standing) {
            assertThat(people.add(vote.person()))
                    .as("%s is one person", vote.person())
                    .isTrue();
            String seat = seat(approval, votes, votes.indexOf(vote));
            assertThat(seats.put(seat, vote)).as("the seat of %s", seat).isNull();
        }
    }

    @Property(tries = 4000, edgeCases = EdgeCasesMode.NONE)
    void what_is_told_to_count_counts_and_what_is_void_stays_void(
            @ForAll("approvals") Approval approval, @ForAll("votes") List<Vote> votes) {
        Instant end = Story.at(votes.size() + 1);
        for (int said = 1; said <= votes.size(); said++) {
            Tally tally = Tally.of(approval, votes.subList(0, said));
            Tally later = Tally.of(approval, votes);
            for (int i = 0; i < said; i++) {
                Vote vote = votes.get(i);
                boolean counts = tally.voided(i, end).isEmpty();
                if (vote.kind() == Kind.APPROVE || vote.kind() == Kind.REJECT) {
                    assertThat(tally.standing(vote.kind()).contains(vote)).isEqualTo(counts);
                }
                assertThat(counts || !later.voided(i, end).isEmpty())
                        .as("%s is void for good", vote)
                        .isTrue();
            }
        }
    }

    /** For whom a vote was given, told again from the start: one's own seat by name, else that of who gave theirs and still does. */
    private static String seat(Approval approval, List<Vote> votes, int at) {
        String person = votes.get(at).person();
        if (approval.names(person)) {
            return person;
        }
        List<Vote> given = new ArrayList<>();
        for (Vote vote : votes.subList(0, at)) {
            if (vote.kind() == Kind.VOID) {
                given.clear();
            } else if (vote.kind() == Kind.DELEGATE
                    || vote.person().equals(seat(approval, votes, votes.indexOf(vote)))) {
                given.removeIf(gift -> gift.person().equals(vote.person())); // taken back, or given to another
            }
            if (vote.kind() == Kind.DELEGATE) {
                given.add(vote);
            }
        }
        return given.stream()
                .filter(gift -> gift.to().filter(person::equals).isPresent())
                .filter(gift -> gift.until()
                        .map(until -> votes.get(at).time().isBefore(until))
                        .orElse(true))
                .map(Vote::person)
                .findFirst()
                .orElse(person);
    }

    @Provide
    Arbitrary<Approval> approvals() {
        return Arbitraries.of(NAMED, WITH_GROUP, NAMED.withOutvote());
    }

    /** One a second; nobody gives to themselves, and the comment tells them apart. */
    @Provide
    Arbitrary<List<Vote>> votes() {
        Arbitrary<String> people = Arbitraries.of("alice", "bob", "carol", "dave", "erin");
        Arbitrary<Vote> decisions = Combinators.combine(Arbitraries.of(Kind.APPROVE, Kind.APPROVE, Kind.REJECT), people)
                .as((kind, person) -> new Vote(person, kind, "", Instant.EPOCH));
        Arbitrary<Vote> gifts = Combinators.combine(people, people, Arbitraries.of(0, 0, 0, 4, 9))
                .filter((from, to, until) -> !from.equals(to))
                .as((from, to, until) -> Vote.delegation(
                        from, to, until == 0 ? Optional.empty() : Optional.of(Story.at(until)), "", Instant.EPOCH));
        return Arbitraries.frequencyOf(
                        Tuple.of(8, decisions),
                        Tuple.of(8, gifts),
                        Tuple.of(1, Arbitraries.of(new Vote("sluice", Kind.VOID, "changed", Instant.EPOCH))))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12)
                .map(TallyPropertiesTest::oneASecond);
    }

    private static List<Vote> oneASecond(List<Vote> votes) {
        List<Vote> timed = new ArrayList<>();
        for (int i = 0; i < votes.size(); i++) {
            Vote vote = votes.get(i);
            String comment = vote.kind() == Kind.VOID ? "changed" : "said " + i;
            timed.add(new Vote(vote.person(), vote.kind(), comment, Story.at(i + 1), vote.to(), vote.until(), "", ""));
        }
        return timed;
    }
}
