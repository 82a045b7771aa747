package dev.sluice.core.check;

import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.GroupStep;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.WaitStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which step comes after which, implicit edges included (A4). Groups are flattened: they are for people, and for {@code dependsOn}.
 *
 * <ul>
 *   <li>A step with {@code dependsOn} comes after just what it names; a group's name stands for all its steps.
 *   <li>A step without comes after the last wait above it, if there is one.
 *   <li>A gate that holds back (block) is as a wait in all of this; one that does not (input) is as any other step.
 *   <li>A wait without comes after all above it, whatever those depend on. It is enough to name what stands between it and the last such
 *       wait, and that wait.
 *   <li>A step in a group, without a {@code dependsOn} of its own, has the group's in place of the wait above; a wait above it within the
 *       group holds it back all the same. A wait in a group is a wait like any other, and comes after what its group depends on too.
 *   <li>Steps that were uploaded are as if a wait stood before the first of them: the step they stand after. A wait among them is one for
 *       them alone; waits of the pipeline below come after them as after all above.
 * </ul>
 *
 * Names that nobody has are left out, and the graph may have cycles: checks say both.
 */
public final class StepGraph {

    private final Map<String, PlacedStep> steps = new LinkedHashMap<>();
    private final Map<String, List<String>> groups = new HashMap<>();
    private final Map<String, Integer> writtenIn = new HashMap<>();
    private final Map<String, List<String>> dependencies = new LinkedHashMap<>();

    private StepGraph() {}

    public static StepGraph of(Pipeline pipeline) {
        return of(PlacedStep.all(pipeline));
    }

    static StepGraph of(List<PlacedStep> all) {
        StepGraph graph = new StepGraph();
        all.forEach(graph::add);
        Map<Integer, Waits> waits = new HashMap<>();
        for (PlacedStep step : graph.steps.values()) {
            Waits above = Waits.above(step, waits);
            graph.dependencies.put(step.name(), List.copyOf(graph.after(step, above)));
            above.pass(step);
        }
        return graph;
    }

    /** What jobs are made of, in the order written: all steps but groups. Of two with one name the first. */
    public List<PlacedStep> steps() {
        return List.copyOf(steps.values());
    }

    /** Direct ones, in the order named. */
    public List<String> dependencies(String step) {
        return dependencies.get(step);
    }

    Optional<PlacedStep> step(String name) {
        return Optional.ofNullable(steps.get(name));
    }

    /** All names that a {@code dependsOn} may name. */
    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>(steps.keySet());
        names.addAll(groups.keySet());
        return names;
    }

    private void add(PlacedStep placed) {
        if (placed.step() instanceof GroupStep) {
            groups.putIfAbsent(placed.name(), new ArrayList<>());
            writtenIn.putIfAbsent(placed.name(), number(placed));
        } else {
            steps.putIfAbsent(placed.name(), placed);
            placed.group().ifPresent(group -> groups.get(group.name()).add(placed.name()));
        }
    }

    private Set<String> after(PlacedStep placed, Waits waits) {
        Optional<List<String>> own = placed.step().dependsOn();
        if (own.isPresent()) {
            return resolved(own.get());
        }
        Optional<List<String>> ofGroup = placed.group()
                .filter(group -> writtenIn.get(group.name()) == number(placed))
                .flatMap(GroupStep::dependsOn);
        Set<String> after = new LinkedHashSet<>();
        if (isWait(placed)) {
            after.addAll(waits.above);
            ofGroup.map(this::resolved).ifPresent(after::addAll);
        } else if (ofGroup.isPresent()) {
            after.addAll(resolved(ofGroup.get()));
            waits.lastWithin(placed.group()).ifPresent(after::add);
        } else {
            waits.last().ifPresent(after::add);
        }
        return after;
    }

    private Set<String> resolved(List<String> names) {
        Set<String> resolved = new LinkedHashSet<>();
        for (String name : names) {
            if (steps.containsKey(name)) {
                resolved.add(name);
            } else {
                groups.getOrDefault(name, List.of()).stream()
                        .filter(steps::containsKey)
                        .forEach(resolved::add);
            }
        }
        return resolved;
    }

    private static boolean isWait(PlacedStep placed) {
        return placed.step() instanceof WaitStep || placed.step() instanceof GateStep gate && gate.holds();
    }

    /** Of the upload a step came with. */
    private static int number(PlacedStep placed) {
        return placed.upload().map(PlacedStep.Upload::number).orElse(-1);
    }

    /** What stands above the step at hand, in the pipeline or in its upload. */
    private static final class Waits {

        private final Waits around;

        /** Enough to come after all above. */
        private final List<String> above = new ArrayList<>();

        private PlacedStep last;

        private Waits(Waits around) {
            this.around = around;
        }

        static Waits above(PlacedStep placed, Map<Integer, Waits> all) {
            Waits known = all.get(number(placed));
            if (known != null) {
                return known;
            }
            Waits waits;
            if (placed.upload().isPresent()) {
                PlacedStep by = placed.upload().get().by();
                waits = new Waits(above(by, all));
                waits.last = by;
                waits.above.add(by.name());
            } else {
                waits = new Waits(null);
            }
            all.put(number(placed), waits);
            return waits;
        }

        private void pass(PlacedStep placed) {
            if (isWait(placed)) {
                last = placed;
                if (placed.step().dependsOn().isEmpty()) {
                    above.clear();
                }
            }
            for (Waits waits = this; waits != null; waits = waits.around) {
                waits.above.add(placed.name());
            }
        }

        private Optional<String> last() {
            return Optional.ofNullable(last).map(PlacedStep::name);
        }

        private Optional<String> lastWithin(Optional<GroupStep> group) {
            return Optional.ofNullable(last)
                    .filter(wait -> wait.group().isPresent() && wait.group().get() == group.orElse(null))
                    .map(PlacedStep::name);
        }
    }
}
