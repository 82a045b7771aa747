package dev.sluice.core.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Concurrency;
import dev.sluice.core.model.Concurrency.Method;
import dev.sluice.core.model.Concurrency.OnConflict;
import dev.sluice.core.plan.JobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A2: jobs that take places of a group, keep them, and give them back. */
class JobPlacesTest {

    private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

    /**
     * Places are written as "b/s/0" (run b, job 0 of step s), turns as "b". Runs are accepted in alphabetical order, and "m" is looked at;
     * its jobs are written as what they need: P a place now, L later, H there, N nothing.
     */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "what could start takes a place            | ''          | ''  | 1 | ORDERED | P    | m/s/0             | ''",
                "as many as there is room                  | ''          | ''  | 2 | ORDERED | PPP  | m/s/0 m/s/1       | m",
                "others are counted                        | b/s/0       | ''  | 2 | EAGER   | PP   | b/s/0 m/s/0       | ''",
                "a full group has it wait in its turn      | b/s/0       | ''  | 1 | ORDERED | P    | b/s/0             | m",
                "an eager group has no turns               | b/s/0       | ''  | 1 | EAGER   | P    | b/s/0             | ''",
                "an older run that is to come goes first   | ''          | b   | 1 | ORDERED | P    | ''                | b m",
                "but not in an eager group                 | ''          | b   | 1 | EAGER   | P    | m/s/0             | b",
                "a younger run does not hold it up         | ''          | m z | 1 | ORDERED | P    | m/s/0             | z",
                "its own turn does not either              | ''          | m   | 1 | ORDERED | P    | m/s/0             | ''",
                "what is not ready has its turn kept       | ''          | ''  | 1 | ORDERED | L    | ''                | m",
                "a place is kept over retries              | m/s/0       | ''  | 1 | ORDERED | L    | m/s/0             | ''",
                "and while it runs                         | m/s/0       | ''  | 1 | ORDERED | H    | m/s/0             | ''",
                "and given back at the end                 | m/s/0       | ''  | 1 | ORDERED | N    | ''                | ''",
                "to the next job of the same run           | m/s/0       | m   | 1 | ORDERED | NP   | m/s/1             | ''",
                "a turn ends with the last job             | ''          | m   | 1 | ORDERED | NN   | ''                | ''",
                "the last job to take its place ends it    | m/s/0       | m   | 2 | ORDERED | HP   | m/s/0 m/s/1       | ''",
                "what is there has its place on record     | b/s/0       | ''  | 1 | ORDERED | H    | b/s/0 m/s/0       | ''",
                "jobs that are no more in the plan are out | m/old/0     | ''  | 1 | ORDERED | P    | m/s/0             | ''",
                "others' places are let be                 | b/s/0 c/s/0 | c   | 3 | ORDERED | N    | b/s/0 c/s/0       | c",
            })
    void next(
            String what, String held, String turns, int limit, Method method, String needs, String after, String turn) {
        Places next =
                JobPlaces.next(places(held, turns), turn("m"), WaitingAncestors.NONE, claims(limit, method, needs));

        assertThat(text(next)).as(what).isEqualTo(after.strip() + " | " + turn.strip());
    }

    /** "p" waits for "m", "g" for "p". */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "a run goes before those that wait for it       | p   | P | m/s/0 | p",
                "the first of them too                          | g p | P | m/s/0 | g p",
                "and those that began after that one            | g h | P | m/s/0 | g h",
                "not before those that began before it          | a g | P | ''    | a g m",
                "others count it where the first of them stands | z   | L | ''    | m z",
                "its turn ends as any other does                | g m | N | ''    | g",
            })
    void a_run_has_the_turn_of_the_first_that_waits_for_it(
            String what, String turns, String needs, String after, String turn) {
        Places next = JobPlaces.next(places("", turns), turn("m"), FAMILY, claims(1, Method.ORDERED, needs));

        assertThat(text(next)).as(what).isEqualTo(after.strip() + " | " + turn.strip());
        next.turns().stream().filter(t -> t.run().equals("m")).forEach(t -> assertThat(t.since())
                .isEqualTo(turn("g").since()));
    }

    private static final WaitingAncestors FAMILY = new WaitingAncestors(List.of(ancestor("p"), ancestor("g")));

    private static WaitingAncestors.Ancestor ancestor(String run) {
        return ancestor(turn(run));
    }

    private static WaitingAncestors.Ancestor ancestor(Places.Turn run) {
        return new WaitingAncestors.Ancestor(
                run.runId(), run.run(), "call", run.since(), Optional.empty(), Optional.empty());
    }

    @Test
    void a_position_counts_the_runs_before_it() {
        Concurrency ordered = new Concurrency("g", 1, Method.ORDERED, OnConflict.QUEUE);
        assertThat(JobPlaces.position(places("a/s/0", "b c m z"), turn("m"), WaitingAncestors.NONE, ordered))
                .isEqualTo(3);
        Concurrency eager = new Concurrency("g", 1, Method.EAGER, OnConflict.QUEUE);
        assertThat(JobPlaces.position(places("a/s/0", "b"), turn("m"), WaitingAncestors.NONE, eager))
                .isZero();
    }

    @Test
    void runs_accepted_at_the_same_moment_have_one_order_for_everybody() {
        Places.Turn a = new Places.Turn("1", "a", START);
        Places.Turn b = new Places.Turn("0", "b", START);
        assertThat(Places.NONE.with(b).with(a).turns()).containsExactly(a, b);
        assertThat(Places.NONE.with(a).with(b).turns()).containsExactly(a, b);
    }

    /**
     * Several runs with several jobs in several groups, in any order and with anything forgotten but the places: never more than a limit
     * allows, and all of them end. Jobs of a step depend on those of the step before, so that an order that is not the same in all groups
     * would lock up. Some runs are started by a step of another, which ends when they have; some began at the same moment.
     */
    @Test
    void nobody_waits_for_ever_and_no_limit_is_broken() {
        for (int seed = 0; seed < 1_000; seed++) {
            new Crowd(new Random(seed)).run();
        }
    }

    private static final class Crowd {
        private static final int RUNS = 5;
        private static final int STEPS = 3;
        private static final int NOBODY = -1;
        private final Random random;
        private final Places[] groups = {Places.NONE, Places.NONE};
        private final Concurrency[][] group = new Concurrency[RUNS][STEPS];
        /** 0 not started, 1 there, 2 between attempts, 3 over. */
        private final int[][] state = new int[RUNS][STEPS];

        private final List<Places.Turn> turns = new ArrayList<>();
        private final int[] parent = new int[RUNS];
        private final int[] startedBy = new int[RUNS];

        Crowd(Random random) {
            this.random = random;
            List<String> names = new ArrayList<>(List.of("a", "b", "c", "d", "e"));
            Collections.shuffle(names, random);
            int since = 0;
            for (int r = 0; r < RUNS; r++) {
                since += random.nextInt(2);
                turns.add(new Places.Turn(names.get(r), names.get(r), START.plusSeconds(since)));
                parent[r] = random.nextBoolean() ? NOBODY : random.nextInt(r + 1) - 1;
                startedBy[r] = random.nextInt(STEPS);
            }
            for (Concurrency[] steps : group) {
                for (int s = 0; s < STEPS; s++) {
                    Method method = random.nextInt(3) == 0 ? Method.EAGER : Method.ORDERED;
                    steps[s] = new Concurrency(
                            random.nextBoolean() ? "0" : "1", 1 + random.nextInt(2), method, OnConflict.QUEUE);
                }
            }
        }

        void run() {
            int rounds = 0;
            while (Arrays.stream(state).anyMatch(steps -> Arrays.stream(steps).anyMatch(s -> s != 3))) {
                assertThat(rounds++).as("rounds").isLessThan(2_000);
                look(random.nextInt(RUNS));
                happen(random.nextInt(RUNS), random.nextInt(STEPS));
                children();
            }
            for (int r = 0; r < RUNS; r++) {
                look(r);
            }
            assertThat(groups).containsOnly(Places.NONE);
        }

        private boolean starts(int run, int step) {
            for (int r = 0; r < RUNS; r++) {
                if (parent[r] == run && startedBy[r] == step) {
                    return true;
                }
            }
            return false;
        }

        /** A step that starts runs is in no group, and is over once they are. */
        private void children() {
            for (int r = 0; r < RUNS; r++) {
                for (int s = 0; s < STEPS; s++) {
                    if (starts(r, s) && begun(r) && (s == 0 || state[r][s - 1] == 3) && allOver(r, s)) {
                        state[r][s] = 3;
                    }
                }
            }
        }

        private boolean allOver(int run, int step) {
            for (int r = 0; r < RUNS; r++) {
                if (parent[r] == run
                        && startedBy[r] == step
                        && Arrays.stream(state[r]).anyMatch(s -> s != 3)) {
                    return false;
                }
            }
            return true;
        }

        private boolean begun(int run) {
            int p = parent[run];
            return p == NOBODY || begun(p) && (startedBy[run] == 0 || state[p][startedBy[run] - 1] == 3);
        }

        private WaitingAncestors ancestors(int run) {
            List<WaitingAncestors.Ancestor> ancestors = new ArrayList<>();
            for (int p = parent[run]; p != NOBODY; p = parent[p]) {
                ancestors.add(ancestor(turns.get(p)));
            }
            return new WaitingAncestors(ancestors);
        }

        private void look(int run) {
            if (!begun(run)) {
                return;
            }
            String id = turns.get(run).runId();
            for (int g = 0; g < groups.length; g++) {
                List<Claim> claims = new ArrayList<>();
                for (int s = 0; s < STEPS; s++) {
                    if (!starts(run, s) && group[run][s].group().equals(Integer.toString(g))) {
                        claims.add(new Claim(new JobId("s" + s, 0), group[run][s], need(run, s)));
                    }
                }
                Places before = groups[g];
                groups[g] = JobPlaces.next(before, turns.get(run), ancestors(run), claims);
                for (Claim claim : claims) {
                    if (groups[g].holds(id, claim.name()) && claim.need() == Claim.Need.PLACE) {
                        int step = Integer.parseInt(claim.job().step().substring(1));
                        if (!before.holds(id, claim.name())) {
                            assertThat(there(before, run, step))
                                    .isLessThan(claim.concurrency().limit());
                        }
                        state[run][step] = 1;
                    }
                }
            }
        }

        /** Others that are there, or may be again without asking. */
        private int there(Places places, int run, int step) {
            int there = 0;
            for (int r = 0; r < RUNS; r++) {
                for (int s = 0; s < STEPS; s++) {
                    boolean other = r != run || s != step;
                    boolean active = state[r][s] == 1 || state[r][s] == 2;
                    there += other && active && places.holds(turns.get(r).runId(), "s" + s + "/0") ? 1 : 0;
                }
            }
            return there;
        }

        private Claim.Need need(int run, int step) {
            return switch (state[run][step]) {
                case 1 -> Claim.Need.HOLDS;
                case 3 -> Claim.Need.NOTHING;
                case 2 -> random.nextBoolean() ? Claim.Need.LATER : Claim.Need.PLACE;
                default -> step == 0 || state[run][step - 1] == 3 ? Claim.Need.PLACE : Claim.Need.LATER;
            };
        }

        private void happen(int run, int step) {
            if (state[run][step] == 1) {
                state[run][step] = random.nextInt(4) == 0 ? 2 : 3;
            } else if (state[run][step] == 2) {
                state[run][step] = random.nextBoolean() ? 1 : 2;
            }
        }
    }

    private static Places.Turn turn(String run) {
        return new Places.Turn(run, run, START.plusSeconds(run.charAt(run.length() - 1)));
    }

    private static Places places(String held, String turns) {
        return new Places(
                words(held).stream()
                        .map(text -> new Places.Place(text.substring(0, 1), text.substring(0, 1), text.substring(2)))
                        .toList(),
                words(turns).stream().map(JobPlacesTest::turn).toList());
    }

    private static List<Claim> claims(int limit, Method method, String needs) {
        List<Claim> claims = new ArrayList<>();
        for (int i = 0; i < needs.length(); i++) {
            Claim.Need need =
                    switch (needs.charAt(i)) {
                        case 'P' -> Claim.Need.PLACE;
                        case 'L' -> Claim.Need.LATER;
                        case 'H' -> Claim.Need.HOLDS;
                        default -> Claim.Need.NOTHING;
                    };
            claims.add(new Claim(new JobId("s", i), new Concurrency("g", limit, method, OnConflict.QUEUE), need));
        }
        return claims;
    }

    private static String text(Places places) {
        return places.held().stream()
                        .map(place -> place.run() + "/" + place.job())
                        .collect(Collectors.joining(" "))
                + " | "
                + places.turns().stream().map(Places.Turn::run).collect(Collectors.joining(" "));
    }

    private static List<String> words(String text) {
        return text == null || text.isBlank()
                ? List.of()
                : Arrays.asList(text.strip().split(" "));
    }
}
