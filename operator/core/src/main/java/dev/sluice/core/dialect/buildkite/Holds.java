package dev.sluice.core.dialect.buildkite;

import dev.sluice.core.model.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a step that names no dependency comes after. In Buildkite a wait or a block in a group is about that group alone; in Sluice it is
 * about all above and below it, so where that is another thing the dependencies are written out.
 */
final class Holds {

    private final StepList list;
    private final Map<PlacedStep, List<String>> after = new IdentityHashMap<>();
    private final Map<PlacedStep, List<String>> before = new IdentityHashMap<>();

    /** The last one outside of groups, and the last of all, by which Sluice goes. */
    private Optional<String> outside = Optional.empty();

    private Optional<String> last = Optional.empty();

    /** In the group at hand, which may be in several parts. */
    private Path group = Path.ROOT;

    private final List<String> parts = new ArrayList<>();
    private final List<String> above = new ArrayList<>();
    private Optional<String> within = Optional.empty();

    private Holds(StepList list) {
        this.list = list;
    }

    static Holds of(StepList list) {
        Holds holds = new Holds(list);
        list.steps().forEach(holds::pass);
        return holds;
    }

    /** Absent where Sluice's own rule says the same. */
    Optional<List<String>> after(PlacedStep step) {
        return Optional.ofNullable(after.get(step));
    }

    /** What holds back a group that names no dependency. */
    List<String> before(PlacedStep group) {
        return before.getOrDefault(group, List.of());
    }

    static boolean holds(PlacedStep step) {
        return step.shape().kind() == Shape.Kind.WAIT || step.shape().kind() == Shape.Kind.BLOCK;
    }

    private static boolean silent(PlacedStep step) {
        return !step.shape().fields().fields().containsKey("depends_on");
    }

    private void pass(PlacedStep step) {
        if (step.shape().kind() == Shape.Kind.GROUP) {
            inside(step);
        } else if (holds(step)) {
            outside = Optional.of(list.name(step));
            last = outside;
        } else if (silent(step) && !outside.equals(last)) {
            after.put(step, outside.stream().toList());
        }
    }

    private void inside(PlacedStep part) {
        if (!part.path().equals(group)) {
            group = part.path();
            parts.clear();
            within = Optional.empty();
        }
        before.put(part, outside.stream().toList());
        above.clear();
        above.addAll(parts);
        for (PlacedStep step : part.inside()) {
            if (silent(step)) {
                afterWithin(step, silent(part)).ifPresent(names -> after.put(step, names));
            }
            if (holds(step)) {
                above.clear();
                parts.clear();
                within = Optional.of(list.name(step));
                last = within;
            }
            above.add(list.name(step));
        }
        parts.add(list.name(part));
    }

    private Optional<List<String>> afterWithin(PlacedStep step, boolean groupIsSilent) {
        if (holds(step) && !above.isEmpty()) {
            return Optional.of(List.copyOf(above));
        }
        if (within.isPresent()) {
            return Optional.of(List.of(within.get()));
        }
        return groupIsSilent && (holds(step) || !outside.equals(last))
                ? Optional.of(outside.stream().toList())
                : Optional.empty();
    }
}
