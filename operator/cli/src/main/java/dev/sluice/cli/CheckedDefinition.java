package dev.sluice.cli;

import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.nodes.NodesReader;
import dev.sluice.core.dialect.recognition.Dialect;
import dev.sluice.core.dialect.recognition.Dialects;
import dev.sluice.core.dialect.translation.StepNames;
import dev.sluice.core.dialect.translation.Translation;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.Step;
import dev.sluice.core.plan.Planner;
import dev.sluice.local.Agent;
import dev.sluice.local.Preflight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A definition as the pipeline that is run for it, and all that is wrong with it, a line a problem, in the file's own words.
 *
 * @param pipeline absent: something is wrong
 */
record CheckedDefinition(
        DefinitionFile file,
        boolean checksOnly,
        NodeDefinition definition,
        Optional<SourceFile.Document> pipeline,
        List<String> problems) {

    static CheckedDefinition of(DefinitionFile file, boolean checksOnly) {
        String name = file.kind() == NodeDefinition.Kind.CONFIG
                ? ForeignFiles.name(file.path())
                : StepNames.slug(file.name(), ForeignFiles.LONGEST_NAME);
        Translation translation = Dialects.translate(Dialect.NODES, file.source(), name, Map.of());
        if (!translation.problems().isEmpty()) {
            List<String> problems = ForeignFiles.lines(file.path(), file.source(), translation.problems());
            return new CheckedDefinition(file, checksOnly, shown(file, List.of()), Optional.empty(), problems);
        }
        Source made = checksOnly
                ? ChecksOnly.of(translation.documents().get(0))
                : translation.documents().get(0);
        SourceFile.Document document =
                new SourceFile.Document(file.path(), made, Optional.of(translation.origins()), translation.notes());
        var reading = ResourceReader.readPipeline(made);
        List<String> steps = reading.value().map(Pipeline::steps).orElse(List.of()).stream()
                .map(Step::name)
                .toList();
        List<String> problems = document.lines(
                reading.then(pipeline -> Planner.plan(pipeline, Map.of())).problems());
        return new CheckedDefinition(
                file,
                checksOnly,
                shown(file, steps),
                problems.isEmpty() ? Optional.of(document) : Optional.empty(),
                problems);
    }

    private static NodeDefinition shown(DefinitionFile file, List<String> steps) {
        return NodeDefinition.of(file.kind(), file.name(), file.source(), steps);
    }

    void demandGood(List<String> more) {
        demandGood(problems, more);
    }

    static void demandGood(List<String> problems, List<String> more) {
        List<String> all = new ArrayList<>(problems);
        all.addAll(more);
        if (!all.isEmpty()) {
            List<String> lines = new ArrayList<>(List.of("Pipeline definition invalid:"));
            all.forEach(problem -> lines.add(" - " + problem));
            throw new UserError(lines);
        }
    }

    /** Types that nobody runs here, whatever else is wrong. */
    List<String> unknownTypes(Agent.Catalog agents) {
        List<String> unknown = new ArrayList<>();
        SourceFile.Document written = new SourceFile.Document(file.path(), file.source());
        for (int i = 0; i < definition.nodes().size(); i++) {
            String type = definition.nodes().get(i).type();
            String at = "nodes[" + i + "].type";
            if (!type.isBlank()
                    && !(checksOnly && !type.equals(ChecksOnly.TYPE))
                    && agents.find(NodesReader.agent(type)).isEmpty()) {
                unknown.add(written.place(at) + ": " + at + ": " + unknownType(type, agents));
            }
        }
        return unknown;
    }

    /** What this machine lacks for a run of it. */
    List<String> lacking(Loaded loaded, Map<String, String> caller) {
        List<String> lacking = new ArrayList<>();
        List<Problem> found = Preflight.check(loaded.pipeline(), loaded.plan(), loaded.agents(), caller);
        for (int i = 0; i < definition.nodes().size(); i++) {
            String type = definition.nodes().get(i).type();
            String at = "spec.steps[" + i + "]";
            boolean unknown = loaded.agents().find(NodesReader.agent(type)).isEmpty();
            List<Problem> problems = found.stream()
                    .filter(problem -> problem.path().startsWith(at))
                    .map(problem -> unknown && problem.path().endsWith(".agent")
                            ? Problem.invalid(problem.path(), unknownType(type, loaded.agents()))
                            : problem)
                    .toList();
            lacking.addAll(loaded.where().document().lines(problems));
        }
        return lacking;
    }

    private static String unknownType(String type, Agent.Catalog agents) {
        String known = agents.agents().isEmpty()
                ? "there is none here"
                : "there are " + String.join(", ", agents.agents().keySet());
        return "no agent is registered for \"%s\" (%s); name the file of its PodTemplate with --agents"
                .formatted(type, known);
    }
}
