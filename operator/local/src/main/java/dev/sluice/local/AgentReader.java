package dev.sluice.local;

import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what a laptop needs of a PodTemplate. All else in it is the cluster's business, and is not looked at. */
public final class AgentReader {

    private static final Path CONTAINER =
            Path.ROOT.field("template").field("spec").field("containers").index(0);

    private final List<Problem> problems = new ArrayList<>();

    private AgentReader() {}

    public static Reading<Agent> read(Source podTemplate) {
        AgentReader reader = new AgentReader();
        Agent agent = reader.agent(podTemplate);
        return reader.problems.isEmpty() ? Reading.accepted(agent) : Reading.refused(reader.problems);
    }

    private Agent agent(Source document) {
        String name =
                at(document, "metadata", "name").flatMap(AgentReader::string).orElse("");
        if (name.isEmpty()) {
            problems.add(Problem.invalid("metadata.name", "a PodTemplate needs a name"));
        }
        Optional<Source> container =
                at(document, "template", "spec", "containers").flatMap(AgentReader::first);
        if (container.isEmpty()) {
            problems.add(Problem.invalid("template.spec.containers", "a PodTemplate needs a container"));
            return new Agent(name, List.of(), Map.of());
        }
        List<String> command = strings(container.get(), "command");
        List<String> args = strings(container.get(), "args");
        // Arguments alone are for the image's own command.
        List<String> argv = command.isEmpty() ? List.of() : concat(command, args);
        return new Agent(name, argv, environment(container.get()));
    }

    private List<String> strings(Source container, String field) {
        List<String> strings = new ArrayList<>();
        List<Source> items = items(container, field);
        for (int i = 0; i < items.size(); i++) {
            Optional<String> string = string(items.get(i));
            if (string.isEmpty()) {
                problem(CONTAINER.field(field).index(i), "must be a string");
            }
            string.ifPresent(strings::add);
        }
        return strings;
    }

    private Map<String, Optional<String>> environment(Source container) {
        Map<String, Optional<String>> environment = new LinkedHashMap<>();
        List<Source> items = items(container, "env");
        for (int i = 0; i < items.size(); i++) {
            Optional<String> name = at(items.get(i), "name").flatMap(AgentReader::string);
            if (name.isEmpty()) {
                problem(CONTAINER.field("env").index(i), "needs a name");
                continue;
            }
            boolean lookedUp = at(items.get(i), "valueFrom").isPresent();
            String value =
                    at(items.get(i), "value").flatMap(AgentReader::string).orElse("");
            environment.put(name.get(), lookedUp ? Optional.empty() : Optional.of(value));
        }
        return environment;
    }

    private List<Source> items(Source container, String field) {
        Optional<Source> list = at(container, field);
        if (list.isPresent() && list.get() instanceof Source.Sequence sequence) {
            return sequence.items();
        }
        list.ifPresent(l -> problem(CONTAINER.field(field), "must be a list"));
        return List.of();
    }

    private void problem(Path path, String message) {
        problems.add(Problem.invalid(path.text(), message));
    }

    private static List<String> concat(List<String> first, List<String> second) {
        List<String> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }

    private static Optional<Source> at(Source from, String... fields) {
        Optional<Source> current = Optional.of(from);
        for (String field : fields) {
            current = current.flatMap(s -> s instanceof Source.Mapping mapping ? mapping.get(field) : Optional.empty());
        }
        return current;
    }

    private static Optional<Source> first(Source list) {
        return list instanceof Source.Sequence sequence
                ? sequence.items().stream().findFirst()
                : Optional.empty();
    }

    private static Optional<String> string(Source source) {
        return source instanceof Source.Scalar scalar && scalar.type() == Source.Scalar.Type.STRING
                ? Optional.of(scalar.text())
                : Optional.empty();
    }
}
