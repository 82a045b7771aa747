package dev.sluice.core.plan;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.CommandStepBuilder;
import dev.sluice.core.model.FailureRules;
import dev.sluice.core.model.Retry;
import dev.sluice.core.model.StartRules;
import dev.sluice.core.model.Undo;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Steps that undo steps (C7). They are planned from the beginning and take no part in a run until a rollback is due; then their jobs are
 * jobs as all others. Which comes after which is decided then, by what there is to undo.
 */
public final class Undos {

    /** A dot can't be in the name of a step that a person wrote. */
    private static final String SUFFIX = ".rollback";

    private Undos() {}

    /** Name of what undoes a step. */
    public static String name(String step) {
        return step + SUFFIX;
    }

    public static boolean isUndo(String name) {
        return name.endsWith(SUFFIX);
    }

    /** Name of the step that is undone. */
    public static String undone(String name) {
        return isUndo(name) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    /** Steps that a rollback to this one undoes where all of them have run, the last first. */
    public static List<String> after(Plan plan, String to) {
        List<PlannedStep> steps = new ArrayList<>(plan.steps().values());
        Collections.reverse(steps);
        steps.removeIf(step -> !step.name().equals(to)
                && !(step.ancestors().contains(to)
                        && plan.undos().containsKey(name(step.name()))
                        && !plan.isAgain(name(step.name()))));
        steps.sort(
                Comparator.comparingInt((PlannedStep step) -> step.ancestors().size())
                        .reversed());
        return steps.stream().map(PlannedStep::name).toList();
    }

    /** Those of steps with a rollback task: one job for each target. */
    static Map<String, PlannedStep> of(Collection<PlannedStep> steps, List<Lane> lanes) {
        Map<String, PlannedStep> undos = new LinkedHashMap<>();
        for (PlannedStep step : steps) {
            if (step.step() instanceof CommandStep command && command.undo().isPresent()) {
                CommandStep undo = undo(command, command.undo().get());
                undos.put(undo.name(), planned(step, undo, lanes));
            }
        }
        return undos;
    }

    /** Those of steps without one: the step as it was in another run, as many jobs as it was then, for the targets of this run. */
    static Map<String, PlannedStep> again(Collection<PlannedStep> steps, LastGood run, List<Lane> lanes) {
        Map<String, PlannedStep> undos = new LinkedHashMap<>();
        for (PlannedStep step : steps) {
            PlannedStep then = run.plan().steps().get(step.name());
            if (step.step() instanceof CommandStep command
                    && command.undo().isEmpty()
                    && run.succeeded().contains(step.name())
                    && then != null
                    && then.step() instanceof CommandStep before) {
                CommandStep undo = again(before);
                undos.put(undo.name(), planned(step, undo, lanes));
            }
        }
        return undos;
    }

    private static PlannedStep planned(PlannedStep step, CommandStep undo, List<Lane> lanes) {
        return new PlannedStep(
                undo, step.group(), List.of(), Set.of(), Optional.empty(), Planner.jobs(undo, lanes, Map.of()));
    }

    /** Tried as often as the step itself, and on as few targets at once; its exit codes are those of another program. */
    private static CommandStep undo(CommandStep step, Undo undo) {
        Retry retry = step.retry();
        return CommandStepBuilder.builder(CommandStep.of(name(step.name()), Optional.empty(), undo.work()))
                .maxParallel(step.maxParallel())
                .limits(undo.limits())
                .retry(new Retry(retry.limit(), retry.infrastructure(), Optional.empty(), retry.backoff()))
                .build();
    }

    private static CommandStep again(CommandStep step) {
        return CommandStepBuilder.builder(step)
                .name(name(step.name()))
                .dependsOn(Optional.empty())
                .when(Optional.empty())
                .skip(Optional.empty())
                .start(StartRules.NONE)
                .failure(FailureRules.HALT)
                .undo(Optional.empty())
                .upload(false)
                .approval(Optional.empty())
                .notifications(List.of())
                .build();
    }
}
