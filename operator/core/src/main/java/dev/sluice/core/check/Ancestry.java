package dev.sluice.core.check;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which steps come before a step by any path. Only of a graph without cycles. */
public final class Ancestry {

    private final List<String> names;
    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<BitSet> ancestors = new ArrayList<>();

    private Ancestry(List<String> names) {
        this.names = names;
        for (String name : names) {
            numbers.put(name, numbers.size());
            ancestors.add(null);
        }
    }

    /** Absent where the graph has a cycle. */
    public static Optional<Ancestry> of(StepGraph graph) {
        Ancestry ancestry =
                new Ancestry(graph.steps().stream().map(PlacedStep::name).toList());
        List<String> waiting = ancestry.names;
        while (!waiting.isEmpty()) {
            List<String> left = new ArrayList<>();
            for (String name : waiting) {
                if (!ancestry.add(name, graph.dependencies(name))) {
                    left.add(name);
                }
            }
            if (left.size() == waiting.size()) {
                return Optional.empty();
            }
            waiting = left;
        }
        return Optional.of(ancestry);
    }

    /** In the order written. */
    public Set<String> of(String step) {
        Set<String> found = new LinkedHashSet<>();
        ancestors.get(numbers.get(step)).stream().mapToObj(names::get).forEach(found::add);
        return found;
    }

    boolean isBefore(String earlier, String later) {
        Integer number = numbers.get(earlier);
        return number != null && ancestors.get(numbers.get(later)).get(number);
    }

    private boolean add(String name, List<String> dependencies) {
        BitSet before = new BitSet(names.size());
        for (String dependency : dependencies) {
            int number = numbers.get(dependency);
            if (ancestors.get(number) == null) {
                return false;
            }
            before.or(ancestors.get(number));
            before.set(number);
        }
        ancestors.set(numbers.get(name), before);
        return true;
    }
}
