package dev.sluice.core.check;

import dev.sluice.core.model.Problem;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** No step waits for itself by way of others. The way is told as it would run: {@code a → b → a} is a before b before a. */
final class NoCycles {

    private final StepGraph graph;
    private final Set<String> done = new HashSet<>();
    private final Deque<String> path = new ArrayDeque<>();
    private final Set<String> onPath = new HashSet<>();
    private final List<List<String>> cycles = new ArrayList<>();

    private NoCycles(StepGraph graph) {
        this.graph = graph;
    }

    /** One cycle for each step that is first found in one; what depends on itself directly is said elsewhere. */
    static List<Problem> check(Subject subject) {
        NoCycles search = new NoCycles(subject.graph());
        subject.graph().steps().forEach(step -> search.from(step.name()));
        return search.cycles.stream()
                .filter(cycle -> cycle.size() > 1)
                .map(cycle -> problem(subject, cycle))
                .toList();
    }

    /** Its place is a dependsOn that can be changed: implicit edges alone lead upwards and make no cycle. */
    private static Problem problem(Subject subject, List<String> cycle) {
        String at = cycle.stream()
                .flatMap(name -> subject.graph().step(name).stream())
                .filter(step -> step.step().dependsOn().isPresent())
                .findFirst()
                .map(step -> step.path().field("dependsOn").text())
                .orElse("spec.steps");
        String way = String.join(" → ", cycle) + " → " + cycle.get(0);
        return Problem.invalid(at, "these steps wait for one another: " + way);
    }

    /** Depth first, with a stack of its own: a chain may be as long as a pipeline. */
    private void from(String root) {
        if (done.contains(root)) {
            return;
        }
        Map<String, Iterator<String>> open = new HashMap<>();
        push(root, open);
        while (!path.isEmpty()) {
            String current = path.peek();
            Iterator<String> rest = open.get(current);
            if (!rest.hasNext()) {
                path.pop();
                onPath.remove(current);
                done.add(current);
                continue;
            }
            String next = rest.next();
            if (onPath.contains(next)) {
                cycles.add(cycle(next));
            } else if (!done.contains(next)) {
                push(next, open);
            }
        }
    }

    private void push(String step, Map<String, Iterator<String>> open) {
        path.push(step);
        onPath.add(step);
        open.put(step, graph.dependencies(step).iterator());
    }

    /** The stack's top depends on {@code end}: read from the top down it is the order of running, but for where it begins. */
    private List<String> cycle(String end) {
        List<String> cycle = new ArrayList<>();
        for (String step : path) {
            cycle.add(step);
            if (step.equals(end)) {
                break;
            }
        }
        return beginningWithFirstWritten(cycle);
    }

    /** So that the message is the same however it was found. */
    private List<String> beginningWithFirstWritten(List<String> cycle) {
        List<String> order = graph.steps().stream().map(PlacedStep::name).toList();
        int first = cycle.indexOf(
                cycle.stream().min(Comparator.comparingInt(order::indexOf)).orElseThrow());
        List<String> rotated = new ArrayList<>(cycle.subList(first, cycle.size()));
        rotated.addAll(cycle.subList(0, first));
        return rotated;
    }
}
