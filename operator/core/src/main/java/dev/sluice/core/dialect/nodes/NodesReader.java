package dev.sluice.core.dialect.nodes;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.translation.Chosen;
import dev.sluice.core.dialect.translation.Draft;
import dev.sluice.core.dialect.translation.Given;
import dev.sluice.core.dialect.translation.Literal;
import dev.sluice.core.dialect.translation.Notebook;
import dev.sluice.core.dialect.translation.Origins;
import dev.sluice.core.dialect.translation.Resources;
import dev.sluice.core.dialect.translation.StepNames;
import dev.sluice.core.dialect.translation.Translation;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Definitions of typed nodes (D1). A node is run by the agent registered for its type, after the nodes that name it as their next, and
 * what it writes reaches those after it.
 */
public final class NodesReader {

    /** Where a run takes place: a variable, so that a run can say so and agents find it. */
    public static final String ENVIRONMENT = "environment";

    private static final List<String> OTHERS = List.of("config", "outputs", "when", "required");
    private static final int MOST = 500;
    private static final int LONGEST_TYPE = 253;
    private static final int LONGEST_NAME = 63;

    private final Notebook book = new Notebook();
    private final Chosen names = new Chosen("node", book);
    private final Map<String, Set<String>> before = new LinkedHashMap<>();

    private NodesReader() {}

    public static Translation read(Source.Mapping file, String name) {
        return new NodesReader().translation(file, name);
    }

    /** The name of the agent that runs nodes of a type. */
    public static String agent(String type) {
        return StepNames.slug(type, LONGEST_TYPE);
    }

    private Translation translation(Source.Mapping file, String name) {
        Given given = new Given(file, Path.ROOT, book);
        Draft spec = Draft.from(file);
        given.text("version").ifPresent(text -> spec.put("version", Draft.text(text, given.position("version"))));
        given.text("description")
                .ifPresent(text -> spec.put("description", Draft.text(text, given.position("description"))));
        String called = given.text("name")
                .map(text -> StepNames.slug(text, LONGEST_NAME))
                .filter(text -> !text.isEmpty())
                .orElse(name);
        List<Given> nodes = nodes(given);
        nodes.forEach(node -> node.text("id").ifPresent(id -> names.add(id, node, "id")));
        nodes.forEach(this::edges);
        List<Source> steps = new ArrayList<>();
        Set<String> read = new LinkedHashSet<>();
        nodes.forEach(node ->
                step(node).filter(step -> read.add(node.text("id").orElse(""))).ifPresent(steps::add));
        spec.put(
                "variables",
                Draft.from(file).putText(ENVIRONMENT, "development").done());
        spec.put("steps", Draft.list(steps, given.position("nodes")));
        given.end();
        return new Translation(
                List.of(Resources.pipeline(called, spec.done())), book.problems(), book.notes(), Origins.of(file));
    }

    private List<Given> nodes(Given given) {
        List<Given> nodes = new ArrayList<>();
        Optional<Source> list = given.take("nodes");
        if (!(list.orElse(null) instanceof Source.Sequence sequence)) {
            given.problem(
                    "nodes",
                    list.map(value -> "is " + value.describe() + ", not a list of nodes")
                            .orElse("is missing"));
            return nodes;
        }
        if (sequence.items().size() > MOST) {
            given.problem(
                    "nodes",
                    "has %,d nodes; at most 500".formatted(sequence.items().size()));
        }
        for (int i = 0; i < Math.min(MOST, sequence.items().size()); i++) {
            Given.of(sequence.items().get(i), given.path("nodes").index(i), book)
                    .ifPresent(nodes::add);
        }
        return nodes;
    }

    private void edges(Given node) {
        Optional<String> id = node.text("id");
        for (String next : names.named(node, "next")) {
            id.ifPresent(from ->
                    before.computeIfAbsent(next, key -> new LinkedHashSet<>()).add(from));
        }
    }

    private Optional<Source> step(Given node) {
        Optional<String> id = node.text("id").filter(text -> !text.isBlank());
        Optional<String> type = node.text("type").filter(text -> !text.isBlank());
        if (id.isEmpty()) {
            node.problem("id", "is missing");
        }
        if (type.isEmpty()) {
            node.problem("type", "is missing");
        }
        Optional<String> name = id.flatMap(names::of);
        if (name.isEmpty() || type.isEmpty()) {
            OTHERS.forEach(node::take);
            node.end();
            return Optional.empty();
        }
        Draft draft = Draft.from(node.mapping());
        draft.put("name", Draft.text(name.get(), node.position("id")));
        if (!name.get().equals(id.get())) {
            draft.put("label", Draft.text(Literal.text(Literal.shortened(id.get(), 256)), node.position("id")));
        }
        draft.put("agent", Draft.text(agent(type.get()), node.position("type")));
        node.take("config").ifPresent(config -> draft.put("config", literal(config)));
        draft.put(
                "dependsOn",
                Draft.texts(
                        before.getOrDefault(id.get(), Set.of()).stream()
                                .flatMap(called -> names.of(called).stream())
                                .toList(),
                        node.position("id")));
        draft.put(
                "outputs",
                node.take("outputs").orElseGet(() -> Draft.texts(List.of(CommandStep.ANY), node.position("id"))));
        node.take("when").ifPresent(when -> draft.put("when", when));
        if (!node.flag("required").orElse(true)) {
            draft.put("onFailure", Draft.text("Continue", node.position("required")));
        }
        node.end();
        return Optional.of(draft.done());
    }

    /** What a config says is data: {@code ${…}} in it has no meaning. */
    private static Source literal(Source source) {
        if (source instanceof Source.Mapping mapping) {
            Map<String, Source.Field> fields = new LinkedHashMap<>();
            mapping.fields()
                    .forEach((name, field) ->
                            fields.put(Literal.text(name), new Source.Field(field.position(), literal(field.value()))));
            return new Source.Mapping(fields, mapping.position());
        }
        if (source instanceof Source.Sequence sequence) {
            return new Source.Sequence(
                    sequence.items().stream().map(NodesReader::literal).toList(), sequence.position());
        }
        Source.Scalar scalar = (Source.Scalar) source;
        return scalar.type() == Source.Scalar.Type.STRING
                ? Draft.text(Literal.text(scalar.text()), scalar.position())
                : scalar;
    }
}
