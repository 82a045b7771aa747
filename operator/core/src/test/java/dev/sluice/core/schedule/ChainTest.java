package dev.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.schedule.GateRecord.Vote;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** No decision can be changed, left out, put in between or moved elsewhere without the chain showing where. */
class ChainTest {

    private static final Chain CHAIN = new Chain("uid", "deploy");

    private static List<Vote> three() {
        GateRecord record = GateRecord.openedAt(Story.at(0));
        for (String person : List.of("alice", "bob", "carol")) {
            record = record.with(new Vote(person, true, "LGTM", Story.at(1)), Map.of(), CHAIN);
        }
        return new ArrayList<>(record.votes());
    }

    @Test
    void a_chain_as_it_was_made_holds() {
        assertThat(CHAIN.firstBroken(three())).isEqualTo(3);
        assertThat(CHAIN.firstBroken(List.of())).isZero();
    }

    @Test
    void a_change_shows_at_the_next() {
        List<Vote> votes = three();
        Vote bob = votes.get(1);
        List<Vote> changes = List.of(
                new Vote(
                        "mallory",
                        bob.kind(),
                        bob.comment(),
                        bob.time(),
                        bob.to(),
                        bob.until(),
                        bob.digest(),
                        bob.previous()),
                new Vote(
                        bob.person(),
                        Vote.Kind.REJECT,
                        bob.comment(),
                        bob.time(),
                        bob.to(),
                        bob.until(),
                        bob.digest(),
                        bob.previous()),
                new Vote(bob.person(), bob.kind(), "", bob.time(), bob.to(), bob.until(), bob.digest(), bob.previous()),
                new Vote(
                        bob.person(),
                        bob.kind(),
                        bob.comment(),
                        Story.at(2),
                        bob.to(),
                        bob.until(),
                        bob.digest(),
                        bob.previous()),
                new Vote(
                        bob.person(),
                        bob.kind(),
                        bob.comment(),
                        bob.time(),
                        Optional.of("x"),
                        bob.until(),
                        bob.digest(),
                        bob.previous()),
                new Vote(
                        bob.person(),
                        bob.kind(),
                        bob.comment(),
                        bob.time(),
                        bob.to(),
                        Optional.of(Story.at(9)),
                        bob.digest(),
                        bob.previous()),
                new Vote(
                        bob.person(),
                        bob.kind(),
                        bob.comment(),
                        bob.time(),
                        bob.to(),
                        bob.until(),
                        "sha256:0",
                        bob.previous()));
        for (Vote change : changes) {
            votes.set(1, change);
            assertThat(CHAIN.firstBroken(votes)).as("%s", change).isEqualTo(2);
        }
    }

    @Test
    void one_that_is_left_out_or_moved_shows() {
        List<Vote> shorter = three();
        shorter.remove(1);
        assertThat(CHAIN.firstBroken(shorter)).isEqualTo(1);

        List<Vote> swapped = three();
        Collections.swap(swapped, 0, 1);
        assertThat(CHAIN.firstBroken(swapped)).isZero();
    }

    @Test
    void a_chain_of_another_run_or_gate_does_not_fit() {
        assertThat(new Chain("other", "deploy").firstBroken(three())).isZero();
        assertThat(new Chain("uid", "release").firstBroken(three())).isZero();
    }
}
