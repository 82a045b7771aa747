package dev.sluice.core.concurrency;

import dev.sluice.core.model.Concurrency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What becomes of a group's places as far as one run's jobs go. What is over gives back, what could start takes while there is room, and
 * in an ordered group the run has its turn on record as long as a job of it is still to come: no younger run goes before. A run that
 * others wait for has the turn of the first of these, and waits for none of them: nor for another that began at the same moment, so that
 * no two of one family wait for one another.
 */
public final class JobPlaces {

    private JobPlaces() {}

    /** @param claims of all jobs of the run in this group, in the order they are to start */
    public static Places next(Places now, Places.Turn own, WaitingAncestors ancestors, List<Claim> claims) {
        Places.Turn me = ancestors.turn(own);
        Map<String, Claim> mine = new HashMap<>();
        claims.forEach(claim -> mine.put(claim.name(), claim));
        Places next = now.withoutPlaces(place -> place.runId().equals(me.runId()) && over(mine.get(place.job())));
        for (Claim claim : claims) {
            if (!next.holds(me.runId(), claim.name()) && takes(next, me, ancestors, claim)) {
                next = next.with(new Places.Place(me.runId(), me.run(), claim.name()));
            }
        }
        if (toCome(next, me, claims)) {
            return next.turns().contains(me)
                    ? next
                    : next.withoutTurn(me.runId()).with(me);
        }
        return next.withoutTurn(me.runId());
    }

    /** 1: the next; 0: the group has no order. */
    public static int position(Places places, Places.Turn own, WaitingAncestors ancestors, Concurrency concurrency) {
        return concurrency.method() == Concurrency.Method.EAGER
                ? 0
                : 1 + before(places, ancestors.turn(own), ancestors);
    }

    private static boolean over(Claim claim) {
        return claim == null || claim.need() == Claim.Need.NOTHING;
    }

    /** What is there has its place, whatever became of the record. */
    private static boolean takes(Places places, Places.Turn me, WaitingAncestors ancestors, Claim claim) {
        if (claim.need() != Claim.Need.PLACE) {
            return claim.need() == Claim.Need.HOLDS;
        }
        boolean itsTurn =
                claim.concurrency().method() == Concurrency.Method.EAGER || before(places, me, ancestors) == 0;
        return itsTurn && places.held().size() < claim.concurrency().limit();
    }

    private static int before(Places places, Places.Turn me, WaitingAncestors ancestors) {
        int before = 0;
        for (Places.Turn turn : places.turns()) {
            boolean earlier = ancestors.none() ? turn.before(me) : turn.since().isBefore(me.since());
            before += !turn.runId().equals(me.runId()) && earlier ? 1 : 0;
        }
        return before;
    }

    private static boolean toCome(Places places, Places.Turn me, List<Claim> claims) {
        for (Claim claim : claims) {
            if (claim.concurrency().method() == Concurrency.Method.ORDERED
                    && claim.need() != Claim.Need.NOTHING
                    && !places.holds(me.runId(), claim.name())) {
                return true;
            }
        }
        return false;
    }
}
