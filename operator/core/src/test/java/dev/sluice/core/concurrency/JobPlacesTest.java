package dev.sluice.core.concurrency;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Concurrency;
import dev.sluice.core.model.Concurrency.Method;
import dev.sluice.core.model.Concurrency.OnConflict;
import dev.sluice.core.plan.JobId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
        Places next = JobPlaces.next(places(held, turns), turn("m"), claims(limit, method, needs));

        assertThat(text(next)).as(what).isEqualTo(after.strip() + " | " + turn.strip());
    }

    @Test
    void a_position_counts_the_runs_before_it() {
        Concurrency ordered = new Concurrency("g", 1, Method.ORDERED, OnConflict.QUEUE);
        assertThat(JobPlaces.position(places("a/s/0", "b c m z"), turn("m"), ordered))
                .isEqualTo(3);
        Concurrency eager = new Concurrency("g", 1, Method.EAGER, OnConflict.QUEUE);
        assertThat(JobPlaces.position(places("a/s/0", "b"), turn("m"), eager)).isZero();
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
     * would lock up.
     */
    @Test
    void nobody_waits_for_ever_and_no_limit_is_broken() {
        for (int seed = 0; seed < 500; seed++) {
            new Crowd(new Random(seed)).run();
        }
    }

    private static final class Crowd {
        private static final int RUNS = 4;
        private static final int STEPS = 3;
        private final Random random;
        private final Places[] groups = {Places.NONE, Places.NONE};
        private final Concurrency[][] group = new Concurrency[RUNS][STEPS];
        /** 0 not started, 1 there, 2 between attempts, 3 over. */
        private final int[][] state = new int[RUNS][STEPS];

        Crowd(Random random) {
            this.random = random;
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
            }
            for (int r = 0; r < RUNS; r++) {
                look(r);
            }
            assertThat(groups).containsOnly(Places.NONE);
        }

        private void look(int run) {
            for (int g = 0; g < groups.length; g++) {
                List<Claim> claims = new ArrayList<>();
                for (int s = 0; s < STEPS; s++) {
                    if (group[run][s].group().equals(Integer.toString(g))) {
                        claims.add(new Claim(new JobId("s" + s, 0), group[run][s], need(run, s)));
                    }
                }
                Places before = groups[g];
                groups[g] = JobPlaces.next(before, turn("r" + run), claims);
                for (Claim claim : claims) {
                    if (groups[g].holds("r" + run, claim.name()) && claim.need() == Claim.Need.PLACE) {
                        int step = Integer.parseInt(claim.job().step().substring(1));
                        if (!before.holds("r" + run, claim.name())) {
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
                    there += other && active && places.holds("r" + r, "s" + s + "/0") ? 1 : 0;
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
