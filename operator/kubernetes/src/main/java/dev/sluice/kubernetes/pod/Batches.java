package dev.sluice.kubernetes.pod;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Action;
import dev.sluice.core.schedule.Assignment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sorts starts into what is created: an Indexed Job for a combination on a target whose first attempts all start now and differ in nothing but the
 * parallel index, single Pods for all else (retries, and first attempts that a limit lets start only some at a time).
 */
public record Batches(List<Batch> jobs, List<Action.Start> pods) {

    /** All first attempts of one combination, by parallel index. */
    public record Batch(List<Action.Start> starts, Map<String, Environment.Affix> byIndex) {}

    public static Batches of(Plan plan, List<Action.Start> starts) {
        List<Batch> jobs = new ArrayList<>();
        List<Action.Start> pods = new ArrayList<>();
        Map<String, List<Action.Start>> combinations = new LinkedHashMap<>();
        for (Action.Start start : starts) {
            CommandStep step = (CommandStep) plan.step(start.job().id().step()).step();
            if (step.work().batch() && start.attempt() == 1) {
                String combination = start.job().id().step() + "." + number(start.job());
                combinations
                        .computeIfAbsent(combination, c -> new ArrayList<>())
                        .add(start);
            } else {
                pods.add(start);
            }
        }
        for (List<Action.Start> together : combinations.values()) {
            Optional<Batch> batch = batch(together);
            batch.ifPresentOrElse(jobs::add, () -> pods.addAll(together));
        }
        return new Batches(List.copyOf(jobs), List.copyOf(pods));
    }

    /** Of a combination on a target among the step's, from 0. */
    static int number(Job job) {
        return job.id().index() / job.parallelCount();
    }

    private static Optional<Batch> batch(List<Action.Start> starts) {
        Action.Start first = starts.get(0);
        if (starts.size() != first.job().parallelCount()) {
            return Optional.empty();
        }
        Map<String, Environment.Affix> byIndex = new LinkedHashMap<>();
        for (int i = 0; i < starts.size(); i++) {
            Assignment assignment = starts.get(i).assignment();
            if (starts.get(i).job().parallelIndex() != i
                    || !sameButEnvironment(assignment, first.assignment())
                    || !differsByIndex(first.assignment(), assignment, i, byIndex)) {
                return Optional.empty();
            }
        }
        return Optional.of(new Batch(List.copyOf(starts), Map.copyOf(byIndex)));
    }

    private static boolean sameButEnvironment(Assignment a, Assignment b) {
        return a.program().equals(b.program())
                && a.image().equals(b.image())
                && a.agent().equals(b.agent())
                && a.environment().keySet().equals(b.environment().keySet());
    }

    /** Whether every value that differs from index 0 is that value with the index in the place of its last 0. */
    private static boolean differsByIndex(
            Assignment first, Assignment other, int index, Map<String, Environment.Affix> byIndex) {
        for (Map.Entry<String, String> variable : other.environment().entrySet()) {
            String atZero = first.environment().get(variable.getKey());
            if (atZero.equals(variable.getValue())) {
                continue;
            }
            int zero = atZero.lastIndexOf('0');
            if (zero < 0) {
                return false;
            }
            Environment.Affix affix = new Environment.Affix(atZero.substring(0, zero), atZero.substring(zero + 1));
            if (!variable.getValue().equals(affix.before() + index + affix.after())) {
                return false;
            }
            byIndex.put(variable.getKey(), affix);
        }
        return true;
    }
}
