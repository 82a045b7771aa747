package dev.sluice.cli;

import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.dialect.nodes.NodesReader;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Event;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.plan.Planner;
import dev.sluice.core.text.Nearest;
import dev.sluice.kubernetes.ask.CallersCluster;
import dev.sluice.kubernetes.ask.DefinitionQuestion;
import dev.sluice.kubernetes.ask.Refused;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The part of the command that knows the cluster: loaded where it is asked for, and not before. */
final class RunPipelineInCluster {

    private static final Set<String> FAILED = Set.of("Failed", "SoftFailed", "Partial");

    private final RunPipelineCommand command;
    private final NodePayload about;
    private final CallersCluster cluster;
    private final DefinitionQuestion question;

    private RunPipelineInCluster(RunPipelineCommand command, NodePayload about, CallersCluster cluster) {
        this.command = command;
        this.about = about;
        this.cluster = cluster;
        this.question = new DefinitionQuestion(cluster);
    }

    static int run(RunPipelineCommand command, NodePayload about) {
        ClusterOptions where = command.cluster;
        try (CallersCluster cluster = new CallersCluster(where.namespace, where.context, where.kubeconfig)) {
            return new RunPipelineInCluster(command, about, cluster).run();
        } catch (Refused e) {
            throw new UserError("sluice: " + e.getMessage());
        }
    }

    private int run() throws Refused {
        String name = command.definition.orElseThrow();
        Source stored = find(name);
        Source pipeline = command.checksOnly ? ChecksOnly.of(stored) : stored;
        Source spec = ((Source.Mapping) pipeline).get("spec").orElseThrow();
        String trace = command.trace();
        Reading<Pipeline> reading = ResourceReader.readSpec(name, spec);
        RunRequest request = request(reading, trace);
        Reading<Plan> planned = reading.then(read -> Planner.plan(read, request));
        List<String> problems = new ArrayList<>();
        planned.problems().forEach(problem -> problems.add(problem.toString()));
        if (!command.dryRun) {
            planned.value().ifPresent(plan -> problems.addAll(unknownTypes(plan)));
        }
        CheckedDefinition.demandGood(problems, List.of());
        Plan plan = planned.value().orElseThrow();
        NodeDefinition definition = definition(name, text(spec, "version"), plan);
        command.demandChecks(definition);
        if (command.dryRun) {
            command.show(new NodesDryRun(definition, command.source, command.environment(), about));
            return Exit.SUCCEEDED;
        }
        if (text(spec, "suspend").equals(Optional.of("true"))) {
            throw new UserError(
                    name + ": spec.suspend: is true, so no run of this pipeline starts; set it to false to run it");
        }
        String run = question.make(name, command.checksOnly ? Optional.of(spec) : Optional.empty(), request);
        Terminal.stream(Terminal.ERR)
                .println("run " + run + " in namespace " + cluster.namespace()
                        + "; it goes on there, whoever waits for it");
        DefinitionQuestion.Ended ended = question.await(run);
        command.show(result(definition, plan, trace, run, ended));
        return exit(ended);
    }

    private Source find(String name) throws Refused {
        Optional<Source> found = question.find(name);
        if (found.isEmpty()) {
            List<String> names = question.names();
            String known = names.isEmpty() ? "it has none" : "it has " + String.join(", ", names);
            throw new UserError(List.of(
                    "Pipeline definition not found: " + name,
                    "  looked for a Pipeline in namespace " + cluster.namespace() + " (" + known + ")"
                            + Nearest.hint(name, names)));
        }
        return found.get();
    }

    private RunRequest request(Reading<Pipeline> reading, String trace) {
        boolean declared = reading.value()
                .filter(pipeline -> pipeline.variables().containsKey(NodesReader.ENVIRONMENT))
                .isPresent();
        if (!declared && command.environment.isPresent() && reading.value().isPresent()) {
            throw new UserError("--environment: " + command.definition.orElseThrow()
                    + " declares no variable environment, so nothing would see it");
        }
        return RunRequest.of(declared ? Map.of(NodesReader.ENVIRONMENT, command.environment()) : Map.of())
                .withEvent(Event.NONE.withSource(command.source))
                .withPayload(Optional.of(about.text()))
                .withTraceId(Optional.of(trace));
    }

    private List<String> unknownTypes(Plan plan) {
        Optional<Set<String>> agents = question.agents();
        return plan.steps().values().stream()
                .filter(step -> step.step() instanceof CommandStep)
                .flatMap(step -> ((CommandStep) step.step())
                        .work().agent().stream()
                                .filter(agent ->
                                        agents.isPresent() && !agents.get().contains(agent))
                                .map(agent -> "step " + step.name() + ": no agent is registered for \"" + agent
                                        + "\": there is no PodTemplate of that name in namespace "
                                        + cluster.namespace()))
                .toList();
    }

    /** Nodes are the steps that run something; each is known by the id it had. */
    private static NodeDefinition definition(String name, Optional<String> version, Plan plan) {
        List<PlannedStep> steps = plan.steps().values().stream()
                .filter(step -> step.step() instanceof CommandStep)
                .toList();
        List<NodeDefinition.Node> nodes = steps.stream()
                .map(step -> {
                    CommandStep command = (CommandStep) step.step();
                    return new NodeDefinition.Node(
                            id(command),
                            step.name(),
                            command.work().agent().orElse("script"),
                            command.work()
                                    .config()
                                    .map(RunPipelineInCluster::config)
                                    .orElse(NodeDefinition.Node.NO_CONFIG),
                            steps.stream()
                                    .filter(other -> other.dependsOn().contains(step.name()))
                                    .map(other -> id((CommandStep) other.step()))
                                    .toList());
                })
                .toList();
        return new NodeDefinition(NodeDefinition.Kind.DEFINITION, name, version, nodes);
    }

    private static String id(CommandStep step) {
        return step.label().isEmpty() ? step.name() : written(step.label());
    }

    /** A literal, as it was before it stood in a resource. */
    private static String written(String text) {
        return text.replace("$${", "${");
    }

    private static Source config(String json) {
        try {
            return Source.parseJson(written(json).getBytes(StandardCharsets.UTF_8));
        } catch (SourceException e) {
            throw new IllegalStateException("what was read can't be read", e);
        }
    }

    private static Optional<String> text(Source owner, String name) {
        return owner instanceof Source.Mapping mapping && mapping.get(name).orElse(null) instanceof Source.Scalar scalar
                ? Optional.of(scalar.text())
                : Optional.empty();
    }

    private static NodesResult result(
            NodeDefinition definition, Plan plan, String trace, String run, DefinitionQuestion.Ended ended) {
        List<NodesResult.Node> nodes = definition.nodes().stream()
                .map(node -> node(
                        node,
                        plan.step(node.step()).skipped(),
                        ended.steps()
                                .getOrDefault(
                                        node.step(),
                                        new DefinitionQuestion.StepEnd("Pending", "", Duration.ZERO, Map.of()))))
                .toList();
        NodesResult.Status status =
                switch (ended.phase()) {
                    case "Succeeded" -> NodesResult.Status.COMPLETED;
                    case "Cancelled" -> NodesResult.Status.CANCELLED;
                    default -> NodesResult.Status.FAILED;
                };
        return new NodesResult(
                definition,
                trace,
                run,
                status,
                nodes,
                ended.duration(),
                NodesResult.error(status, nodes, ended.message()));
    }

    private static NodesResult.Node node(
            NodeDefinition.Node node, Optional<String> skipped, DefinitionQuestion.StepEnd end) {
        boolean failed = FAILED.contains(end.state());
        boolean executed = failed || end.state().equals("Succeeded");
        return new NodesResult.Node(
                node,
                skipped.isPresent()
                        ? NodesResult.Fate.SKIPPED
                        : executed ? NodesResult.Fate.EXECUTED : NodesResult.Fate.NOT_EXECUTED,
                skipped.orElse(executed ? "" : end.message()),
                end.outputs(),
                failed ? List.of(end.message()) : List.of(),
                end.duration(),
                Optional.empty());
    }

    private static int exit(DefinitionQuestion.Ended ended) {
        return switch (ended.phase()) {
            case "Succeeded" -> ended.degraded() ? Exit.DEGRADED : Exit.SUCCEEDED;
            case "Partial" -> Exit.DEGRADED;
            case "Cancelled" -> Exit.CANCELLED;
            default -> Exit.FAILED;
        };
    }
}
