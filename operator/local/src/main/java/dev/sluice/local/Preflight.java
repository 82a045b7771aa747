package dev.sluice.local;

import dev.sluice.core.check.PlacedStep;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GroupStep;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.Step;
import dev.sluice.core.model.Work;
import dev.sluice.core.plan.Plan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** What a pipeline needs and this machine does not have, found before anything runs. */
public final class Preflight {

    private final Predicate<CommandStep> runs;
    private final Agent.Catalog agents;
    private final Map<String, String> caller;
    private final List<Problem> problems = new ArrayList<>();

    private Preflight(Predicate<CommandStep> runs, Agent.Catalog agents, Map<String, String> caller) {
        this.runs = runs;
        this.agents = agents;
        this.caller = caller;
    }

    /**
     * Of a run.
     *
     * @param caller Sluice's own environment, where secrets come from
     */
    public static List<Problem> check(Pipeline pipeline, Plan plan, Agent.Catalog agents, Map<String, String> caller) {
        return check(pipeline, step -> plan.step(step.name()).skipped().isEmpty(), agents, caller);
    }

    /** Of any run of a pipeline. */
    public static List<Problem> check(Pipeline pipeline, Agent.Catalog agents, Map<String, String> caller) {
        return check(pipeline, step -> step.skip().isEmpty(), agents, caller);
    }

    private static List<Problem> check(
            Pipeline pipeline, Predicate<CommandStep> runs, Agent.Catalog agents, Map<String, String> caller) {
        Preflight preflight = new Preflight(runs, agents, caller);
        preflight.steps("spec.steps", pipeline.steps());
        for (int i = 0; i < pipeline.uploads().size(); i++) {
            preflight.steps(
                    PlacedStep.uploadedAt(i).field("steps").text(),
                    pipeline.uploads().get(i).steps());
        }
        return List.copyOf(preflight.problems);
    }

    private void steps(String path, List<Step> steps) {
        for (int i = 0; i < steps.size(); i++) {
            String at = path + "[" + i + "]";
            if (steps.get(i) instanceof GroupStep group) {
                steps(at + ".group.steps", group.steps());
            } else if (steps.get(i) instanceof CommandStep step && runs.test(step)) {
                work(at, step.name(), step.work());
                step.undo().ifPresent(undo -> work(at + ".rollback", step.name(), undo.work()));
            }
        }
    }

    private void work(String at, String step, Work work) {
        program(at, step, work);
        work.agent().flatMap(agents::find).ifPresent(agent -> lookedUp(at, agent));
        secrets(at, work.secrets());
    }

    private void program(String at, String step, Work work) {
        Optional<Agent> agent = work.agent().flatMap(agents::find);
        if (work.agent().isPresent() && agent.isEmpty()) {
            problems.add(
                    Problem.invalid(at + ".agent", unknownAgent(work.agent().get())));
        } else if (work.program().isEmpty()
                && agent.isPresent()
                && agent.get().command().isEmpty()) {
            problems.add(Problem.invalid(
                    at + ".agent",
                    "agent \"%s\" has no command of its own, and images are not run on a laptop; give its container a command, or step \"%s\" a command or script"
                            .formatted(agent.get().name(), step)));
        } else if (work.program().isEmpty() && agent.isEmpty()) {
            problems.add(Problem.invalid(
                    at,
                    "step \"%s\" runs its image's own command, and images are not run on a laptop; give it a command or script"
                            .formatted(step)));
        }
    }

    private String unknownAgent(String name) {
        String known = agents.agents().isEmpty()
                ? "there is none here"
                : "there are " + String.join(", ", agents.agents().keySet());
        return "no PodTemplate named \"%s\" (%s); add it to the pipeline's file or name its file with --agents"
                .formatted(name, known);
    }

    private void lookedUp(String at, Agent agent) {
        agent.environment().forEach((name, value) -> {
            if (value.isEmpty() && !caller.containsKey(name)) {
                problems.add(Problem.invalid(
                        at + ".agent",
                        "agent \"%s\" needs %s, which the cluster would look up; on a laptop it comes from your environment: export %s=…"
                                .formatted(agent.name(), name, name)));
            }
        });
    }

    private void secrets(String at, List<Work.SecretVariable> secrets) {
        for (int i = 0; i < secrets.size(); i++) {
            Work.SecretVariable secret = secrets.get(i);
            if (!caller.containsKey(secret.name())) {
                problems.add(Problem.invalid(
                        at + ".secretEnvironment[" + i + "]",
                        "%s is not set; on a laptop secrets come from your environment: export %s=…"
                                .formatted(secret.name(), secret.name())));
            }
        }
    }
}
