package dev.sluice.kubernetes.pin;

import dev.sluice.core.check.PlacedStep;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GroupStep;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.Step;
import dev.sluice.core.model.Work;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/** What a pipeline needs in a cluster and not on a laptop. */
final class ClusterChecks {

    private ClusterChecks() {}

    static List<Problem> problems(Pipeline pipeline) {
        List<Problem> problems = new ArrayList<>();
        commands(pipeline, (path, step) -> {
            if (step.work().image().isEmpty()
                    && step.work().agent().isEmpty()
                    && !(step.work().program().orElse(null) instanceof Work.Program.Downstream)
                    && step.skip().isEmpty()) {
                problems.add(Problem.invalid(
                        path, "needs an image or an agent to run in a cluster (spec.defaults.image serves all steps)"));
            }
        });
        return problems;
    }

    /** Of a run whose PodTemplates are pinned. */
    static List<Problem> problems(Pipeline pipeline, Set<String> agents) {
        List<Problem> problems = problems(pipeline);
        commands(pipeline, (path, step) -> step.work()
                .agent()
                .filter(agent -> !agents.contains(agent))
                .ifPresent(agent ->
                        problems.add(Problem.invalid(path + ".agent", "there is no PodTemplate named " + agent))));
        return problems;
    }

    /** Names of the PodTemplates its steps are made from. */
    static Set<String> agents(Pipeline pipeline) {
        Set<String> agents = new LinkedHashSet<>();
        commands(pipeline, (path, step) -> {
            step.work().agent().ifPresent(agents::add);
            step.undo().flatMap(undo -> undo.work().agent()).ifPresent(agents::add);
        });
        return agents;
    }

    private static void commands(Pipeline pipeline, BiConsumer<String, CommandStep> visit) {
        commands("spec.steps", pipeline.steps(), visit);
        for (int i = 0; i < pipeline.uploads().size(); i++) {
            commands(
                    PlacedStep.uploadedAt(i).field("steps").text(),
                    pipeline.uploads().get(i).steps(),
                    visit);
        }
    }

    private static void commands(String path, List<Step> steps, BiConsumer<String, CommandStep> visit) {
        for (int i = 0; i < steps.size(); i++) {
            String at = path + "[" + i + "]";
            if (steps.get(i) instanceof CommandStep command) {
                visit.accept(at, command);
            } else if (steps.get(i) instanceof GroupStep group) {
                commands(at + ".group.steps", group.steps(), visit);
            }
        }
    }
}
