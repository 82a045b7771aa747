package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.plan.Undos;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What an earlier run did, for one that takes over what still holds (E5). */
public record Earlier(Map<JobId, Success> successes) {

    /** @param digest of all that the job was made of */
    public record Success(String digest, Map<String, String> outputs) {}

    public Earlier {
        successes = Collections.unmodifiableMap(new HashMap<>(successes));
    }

    /** What another did goes over it. */
    public Earlier and(Earlier other) {
        Map<JobId, Success> all = new HashMap<>(successes);
        all.putAll(other.successes);
        return new Earlier(all);
    }

    /** Of the steps named alone. */
    public Earlier of(Predicate<String> steps) {
        Map<JobId, Success> some = new HashMap<>(successes);
        some.keySet().removeIf(job -> !steps.test(job.step()));
        return new Earlier(some);
    }

    /**
     * @param settled how its jobs ended
     * @param agents what its agents were, by name
     */
    public static Earlier of(RunFacts facts, Plan written, Map<JobId, JobReport> settled, Map<String, String> agents) {
        Plan plan = CheckoutStage.known(written, settled);
        Map<JobId, Success> successes = new HashMap<>();
        RunStanding run = RunStanding.of(plan, new Observed(Instant.EPOCH, false, settled, Map.of()), Instant.EPOCH);
        Assignments assignments = new Assignments(facts, plan, run);
        Set<UndoneIn> undone = undone(plan, settled);
        for (PlannedStep step : plan.steps().values()) {
            for (Job job : step.jobs()) {
                JobReport report = settled.get(job.id());
                CommandStep command = (CommandStep) step.step();
                if (report != null
                        && report.state() == JobState.SUCCEEDED
                        && allOutputs(command, report)
                        && !undone.contains(new UndoneIn(step.name(), job.lane().index()))) {
                    String digest = digest(assignments.of(job, 1), command, agents);
                    successes.put(job.id(), new Success(digest, report.outputs()));
                }
            }
        }
        return new Earlier(successes);
    }

    private record UndoneIn(String step, int lane) {}

    /** What something began to undo is not there any more, or not whole. */
    private static Set<UndoneIn> undone(Plan plan, Map<JobId, JobReport> settled) {
        Set<UndoneIn> undone = new HashSet<>();
        for (PlannedStep undo : plan.undos().values()) {
            for (Job job : undo.jobs()) {
                JobReport report = settled.get(job.id());
                if (report != null && report.state() != JobState.SKIPPED) {
                    undone.add(
                            new UndoneIn(Undos.undone(undo.name()), job.lane().index()));
                }
            }
        }
        return undone;
    }

    /** Where the record had no room for all outputs, or may have had none, the job has to run again. */
    private static boolean allOutputs(CommandStep step, JobReport report) {
        return report.outputs().keySet().containsAll(step.demanded())
                && !(step.outputs().contains(CommandStep.ANY)
                        && report.outputs().isEmpty());
    }

    /** What is to be kept of a job's assignment for runs to come. */
    public static String digest(Assignment assignment, CommandStep step, Map<String, String> agents) {
        String agent =
                assignment.agent().map(name -> agents.getOrDefault(name, "")).orElse("");
        return Digest.of(assignment, step.work(), agent);
    }
}
