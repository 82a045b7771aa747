package dev.sluice.core.plan;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Concurrency;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.ToIntFunction;

/**
 * The most jobs of a run that can be active at once (A5).
 *
 * <p>Steps that are active together are an antichain of the step graph: none of them comes after another. A step has at most
 * {@code min(jobs, maxParallel)} jobs active, its weight. So no moment is wider than the heaviest antichain; and that width is reached
 * when the jobs of its steps take long enough, as all that comes before them ends in the end and nothing else holds them back.
 *
 * <p>Where jobs are in concurrency groups it is an upper bound: other runs, and other steps of the group, may hold them back.
 *
 * <p>The heaviest antichain is found without trying any (Dilworth, with weights): cover the graph with chains so that every step is in as
 * many chains as its weight. Two steps of an antichain share no chain, so there are at least as many chains as any antichain weighs; and
 * with the fewest chains the numbers are equal. To begin with, each unit of a step's weight is a chain of its own. Each link from the end
 * of one chain to the beginning of another makes them one fewer, and the most links are a maximum flow: from the source to the end of each
 * step (its weight), on along each edge of the graph to the beginning of a later step, from there to the sink (its weight) or on to that
 * step's own end, for links that pass over it. The figure is the sum of weights less the flow. That they are equal is the minimum cut: the
 * steps whose end is on the source's side, and whose beginning is on the sink's, are an antichain of just that weight.
 *
 * <p>With targets each lane is at an antichain of its own: as many times that width as lanes are under way at once. It is exact where no step
 * limits its jobs over the lanes, and a bound elsewhere.
 */
final class WidestMoment {

    private WidestMoment() {}

    static int of(List<PlannedStep> steps, List<Lane> lanes, OptionalInt maxParallel) {
        int widest = widest(steps, lanes.size(), atOnce(lanes));
        return maxParallel.isPresent() ? Math.min(widest, maxParallel.getAsInt()) : widest;
    }

    /** Batches follow one another. */
    private static int atOnce(List<Lane> lanes) {
        Map<Integer, Integer> batches = new HashMap<>();
        lanes.forEach(lane -> batches.merge(lane.batch(), 1, Integer::sum));
        return Collections.max(batches.values());
    }

    /**
     * Each lane is at an antichain, but a step's limit holds over all lanes, which may be at different antichains. So there are two bounds:
     * every lane is as wide as one alone, and: what steps with a limit may have in all, beside lanes of the other steps alone.
     */
    private static int widest(List<PlannedStep> steps, int lanes, int atOnce) {
        int everyLane = atOnce * heaviest(steps, step -> Math.min(jobs(step, lanes), limit(step)));
        if (atOnce == 1) {
            return everyLane;
        }
        int limited = 0;
        for (PlannedStep step : steps) {
            limited += isLimited(step, lanes, atOnce) ? limit(step) : 0;
        }
        int others = heaviest(steps, step -> isLimited(step, lanes, atOnce) ? 0 : jobs(step, lanes));
        return Math.min(everyLane, limited + atOnce * others);
    }

    private static int heaviest(List<PlannedStep> steps, ToIntFunction<PlannedStep> weights) {
        int source = 2 * steps.size();
        int sink = source + 1;
        MaximumFlow flow = new MaximumFlow(source + 2);
        Map<String, Integer> numbers = new HashMap<>();
        steps.forEach(step -> numbers.put(step.name(), numbers.size()));
        int total = 0;
        for (PlannedStep step : steps) {
            int beginning = 2 * numbers.get(step.name());
            int end = beginning + 1;
            int weight = weights.applyAsInt(step);
            total += weight;
            flow.edge(source, end, weight);
            flow.edge(beginning, sink, weight);
            flow.edge(beginning, end, MaximumFlow.UNBOUNDED);
            for (String dependency : step.dependsOn()) {
                flow.edge(2 * numbers.get(dependency) + 1, beginning, MaximumFlow.UNBOUNDED);
            }
        }
        return total - flow.between(source, sink);
    }

    /** Of one lane. */
    private static int jobs(PlannedStep step, int lanes) {
        return step.jobs().size() / lanes;
    }

    private static boolean isLimited(PlannedStep step, int lanes, int atOnce) {
        return limit(step) < jobs(step, lanes) * atOnce;
    }

    private static int limit(PlannedStep step) {
        if (!(step.step() instanceof CommandStep command)) {
            return Integer.MAX_VALUE;
        }
        int most = command.maxParallel().orElse(Integer.MAX_VALUE);
        return command.start().concurrency().isPresent() ? Math.min(most, withinGroups(step.jobs())) : most;
    }

    /** No more of one concurrency group than its limit; that several steps may share a group is left out, so it stays an upper bound. */
    private static int withinGroups(List<Job> jobs) {
        Map<Concurrency, Integer> grouped = new HashMap<>();
        int free = 0;
        for (Job job : jobs) {
            if (job.concurrency().isPresent()) {
                grouped.merge(job.concurrency().get(), 1, Integer::sum);
            } else {
                free++;
            }
        }
        int most = free;
        for (Map.Entry<Concurrency, Integer> group : grouped.entrySet()) {
            most += Math.min(group.getKey().limit(), group.getValue());
        }
        return most;
    }
}
