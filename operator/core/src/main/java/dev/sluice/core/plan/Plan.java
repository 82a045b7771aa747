package dev.sluice.core.plan;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.EventVariables;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Ordered;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.model.RunRules;
import dev.sluice.core.model.Workspace;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The graph of jobs of one run: a value, made once from a pipeline and its variables, never changed.
 *
 * @param variables resolved, as every job gets them
 * @param environment for every job
 * @param request what the run brought
 * @param rules with {@code ${…}} replaced
 * @param lanes one for each target, or one alone
 * @param steps in the order written, group steps replaced by what is in them; acyclic
 * @param undos how steps are undone, by the undoing's own name; see {@link Undos}
 * @param lastGood what a step without a rollback task is taken from; absent: nothing is known
 * @param maxConcurrency the most jobs that can be active at once, the pipeline's and its steps' {@code maxParallel} counted; see
 *     {@link WidestMoment}
 * @param uploads what was added to the run, in the order of its record, refused ones too
 * @param workspace where the jobs work, {@code ${…}} replaced and the revision chosen
 * @param commit that is checked out there; absent: not known yet, or nothing is
 */
@RecordBuilder
public record Plan(
        String pipeline,
        Map<String, String> variables,
        Map<String, String> environment,
        RunRequest request,
        RunRules rules,
        List<Lane> lanes,
        Map<String, PlannedStep> steps,
        int maxConcurrency,
        Map<String, PlannedStep> undos,
        Optional<LastGood> lastGood,
        List<JudgedUpload> uploads,
        Optional<Workspace> workspace,
        Optional<String> commit) {

    public Plan {
        variables = Ordered.copyOf(variables);
        environment = Ordered.copyOf(environment);
        lanes = List.copyOf(lanes);
        steps = Ordered.copyOf(steps);
        undos = Ordered.copyOf(undos);
        uploads = List.copyOf(uploads);
    }

    public Plan(
            String pipeline,
            Map<String, String> variables,
            Map<String, String> environment,
            RunRequest request,
            RunRules rules,
            List<Lane> lanes,
            Map<String, PlannedStep> steps,
            int maxConcurrency) {
        this(
                pipeline,
                variables,
                environment,
                request,
                rules,
                lanes,
                steps,
                maxConcurrency,
                Undos.of(steps.values(), lanes),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    public PlannedStep step(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException("no step " + name + " in the plan of " + pipeline));
    }

    /** A step, the undoing of one, or the checkout. */
    public Optional<PlannedStep> find(String name) {
        PlannedStep step = steps.get(name);
        return Optional.ofNullable(step == null ? undos.get(name) : step)
                .or(() -> checkout().filter(checkout -> checkout.name().equals(name)));
    }

    /** What comes before all steps; absent: nothing is to be done once for all of them. */
    public Optional<PlannedStep> checkout() {
        return workspace.filter(Checkouts::first).map(w -> Checkouts.STEP);
    }

    /** It undoes a step, and is that step as it was in an earlier run. */
    public boolean isAgain(String name) {
        return undos.containsKey(name)
                && steps.get(Undos.undone(name)).step() instanceof CommandStep command
                && command.undo().isEmpty();
    }

    /** The gate that people know by this name: a step of its own, or a step's approval. */
    public Optional<GateStep> gate(String name) {
        PlannedStep step = steps.get(name);
        if (step != null && request.choice().taken().contains(name)) {
            return Optional.empty(); // it is not run, so nobody lets it start
        }
        if (step != null && step.step() instanceof CommandStep command) {
            return command.approval().map(approval -> GateStep.of(command, approval));
        }
        return step != null && step.step() instanceof GateStep gate ? Optional.of(gate) : Optional.empty();
    }

    /** In their order; also those that are skipped. */
    public List<GateStep> gates() {
        return steps.keySet().stream().map(this::gate).flatMap(Optional::stream).toList();
    }

    public Plan withSteps(Map<String, PlannedStep> others) {
        return PlanBuilder.builder(this).steps(others).build();
    }

    public Job job(JobId id) {
        return step(id.step()).jobs().get(id.index());
    }

    public int jobCount() {
        return steps.values().stream().mapToInt(s -> s.jobs().size()).sum();
    }

    /** Jobs of it may have to wait for those of other runs. */
    public boolean hasGroups() {
        for (PlannedStep step : steps.values()) {
            if (step.step() instanceof CommandStep command
                    && command.start().concurrency().isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** What {@code ${name}} stands for, the run's targets apart. */
    public String variable(String name) {
        String declared = variables.get(name);
        return declared == null ? EventVariables.implicit(request.event()).get(name) : declared;
    }

    public Plan withRules(RunRules other) {
        return PlanBuilder.builder(this).rules(other).build();
    }

    /** The same with what its steps that have no rollback task are undone by. */
    public Plan withLastGood(LastGood run) {
        Map<String, PlannedStep> all = new LinkedHashMap<>(undos);
        all.putAll(Undos.again(steps.values(), run, lanes));
        return PlanBuilder.builder(this).undos(all).lastGood(Optional.of(run)).build();
    }

    /** With the commit that is checked out. */
    public Plan at(String other) {
        return PlanBuilder.builder(this).commit(Optional.of(other)).build();
    }

    Plan withWorkspace(Optional<Workspace> other) {
        return PlanBuilder.builder(this)
                .workspace(other)
                .commit(other.flatMap(Checkouts::commit))
                .build();
    }

    /** Jobs may add steps, of which nothing is known yet. */
    public boolean mayGrow() {
        return steps.values().stream().anyMatch(step -> step.step() instanceof CommandStep command && command.upload());
    }

    Plan withUploads(List<JudgedUpload> judged) {
        return PlanBuilder.builder(this).uploads(judged).build();
    }

    /** A map of the steps by name, in the order of the list. */
    public static Map<String, PlannedStep> byName(List<PlannedStep> steps) {
        Map<String, PlannedStep> map = new LinkedHashMap<>();
        steps.forEach(s -> map.put(s.name(), s));
        return map;
    }
}
