package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.Decision;
import dev.sluice.api.v1alpha1.Decision.Verdict;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.GateStatus.GateState;
import dev.sluice.kubernetes.gate.GateAudit;
import dev.sluice.kubernetes.run.GateLife.Happening;
import dev.sluice.kubernetes.run.GateLife.Happening.Goes;
import dev.sluice.kubernetes.run.GateLife.Happening.Policy;
import dev.sluice.kubernetes.run.GateLife.Happening.Says;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** For whatever people say at a gate, in whatever order, while time goes by and what proves names comes and goes (C5). */
class GatePropertiesTest {

    private static final List<String> PEOPLE = List.of("alice", "bob", "carol", "dave", "erin");

    /** As a pipeline has it. */
    record Asks(String approval, int quorum) {

        @Override
        public String toString() {
            return approval;
        }
    }

    @Property(tries = 50, edgeCases = EdgeCasesMode.NONE)
    void what_is_on_record_does_not_depend_on_who_looks_how_often_and_dies_when(
            @ForAll("asks") Asks asks, @ForAll("stories") List<Happening> story, @ForAll long seed) {
        GateLife once = new GateLife(Optional.empty(), asks.approval());
        GateLife often = new GateLife(Optional.of(seed), asks.approval());
        for (Happening what : story) {
            once.happen(what);
            often.happen(what);
            assertThat(often.gate()).isEqualTo(once.gate());
            assertThat(often.run().getMetadata().getAnnotations()).isNullOrEmpty();
        }
    }

    @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
    void what_is_on_record_is_only_added_to_and_explains_what_came_of_it(
            @ForAll("asks") Asks asks, @ForAll("stories") List<Happening> story) {
        GateLife life = new GateLife(Optional.empty(), asks.approval());
        GateStatus before = life.gate();
        for (Happening what : story) {
            life.happen(what);
            GateStatus gate = life.gate();
            assertThat(GateAudit.of(life.run()))
                    .allSatisfy(audit -> assertThat(audit.faults()).isEmpty());
            onlyAddedTo(before, gate);
            long approvals = gate.decisions() == null
                    ? 0
                    : gate.decisions().stream()
                            .filter(d -> d.voided() == null && d.verdict() == Verdict.APPROVE)
                            .count();
            boolean byTime = gate.closedTime() != null && gate.closedTime().equals(gate.deadline());
            if (gate.state() == GateState.APPROVED && !byTime) {
                assertThat(approvals).isGreaterThanOrEqualTo(asks.quorum());
            }
            if (gate.state() == GateState.WAITING) {
                // A yes by itself is no yes while nobody could say no.
                boolean guarded = life.guarded() || !asks.approval().contains("onTimeout: Approve");
                assertThat(guarded && gate.deadline() != null && !life.now().isBefore(gate.deadline()))
                        .as("time is up")
                        .isFalse();
                assertThat(countsForOther(asks, gate)).isLessThan(asks.quorum());
            }
            before = gate;
        }
    }

    /** Who started the run, carol, does not count towards it where another person has to. */
    private static long countsForOther(Asks asks, GateStatus gate) {
        boolean other = asks.approval().contains("requireOtherPerson");
        return gate.decisions() == null
                ? 0
                : gate.decisions().stream()
                        .filter(d -> d.voided() == null && d.verdict() == Verdict.APPROVE)
                        .filter(d -> !(other && d.person().equals("carol")))
                        .count();
    }

    /** Nothing on record is taken away or altered, save that it may become void; what is closed stays as it is. */
    private static void onlyAddedTo(GateStatus before, GateStatus after) {
        List<Decision> earlier = before.decisions() == null ? List.of() : before.decisions();
        for (int i = 0; i < earlier.size(); i++) {
            Decision was = earlier.get(i);
            Decision is = after.decisions().get(i);
            assertThat(List.of(is.person(), is.verdict(), is.time(), is.previous()))
                    .isEqualTo(List.of(was.person(), was.verdict(), was.time(), was.previous()));
            assertThat(was.voided() == null || is.voided() != null).isTrue();
        }
        if (before.state() != GateState.WAITING) {
            assertThat(after).isEqualTo(before);
        }
    }

    @Provide
    Arbitrary<Asks> asks() {
        Arbitrary<List<String>> named = Arbitraries.of(
                List.of("alice"),
                List.of("alice", "bob"),
                List.of("alice", "bob", "carol"),
                List.of("alice", "carol", "erin"));
        Arbitrary<String> rules = Arbitraries.of(
                "",
                "",
                ", onRejection: Outvote",
                ", requireOtherPerson: true",
                ", timeout: 40s",
                ", timeout: 40s, onTimeout: Approve");
        return Combinators.combine(
                        named,
                        Arbitraries.of(false, true),
                        Arbitraries.integers().between(1, 2),
                        rules)
                .as((people, group, wanted, rule) -> {
                    int quorum = Math.min(
                            wanted, people.size() - (rule.contains("Other") && people.contains("carol") ? 1 : 0));
                    List<String> approvers = new ArrayList<>(people);
                    if (group) {
                        approvers.add("'group:devops'");
                    }
                    return new Asks(
                            "{approvers: [" + String.join(", ", approvers) + "], quorum: " + quorum + rule + "}",
                            quorum);
                });
    }

    @Provide
    Arbitrary<List<Happening>> stories() {
        Arbitrary<String> people = Arbitraries.of(PEOPLE);
        Arbitrary<Happening> votes = Combinators.combine(
                        Arbitraries.of("approve", "approve", "reject"), people, Arbitraries.of("", "", "LGTM", "hm"))
                .as(Says::new);
        Arbitrary<Happening> gifts = Combinators.combine(people, people, Arbitraries.of(0, 0, 5, 20, 60))
                .as((from, to, second) -> new Says(
                        "delegate",
                        from,
                        "to=" + to + (second == 0 ? "" : " until=" + GateLife.START.plusSeconds(second))));
        return Arbitraries.frequencyOf(
                        Tuple.of(6, votes),
                        Tuple.of(4, gifts),
                        Tuple.of(3, Arbitraries.integers().between(1, 15).map(Goes::new)),
                        Tuple.of(1, Arbitraries.of(false, true, true).map(Policy::new)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }
}
