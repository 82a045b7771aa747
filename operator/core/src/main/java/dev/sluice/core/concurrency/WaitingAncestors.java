package dev.sluice.core.concurrency;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Concurrency;
import dev.sluice.core.model.Work.Program.Downstream;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The runs that led to a run and wait for its end: the one whose step started it, the one whose step started that, and so on to the first
 * that nobody waits for. What they have of concurrency groups they have until then.
 *
 * @param runs the nearest first
 */
public record WaitingAncestors(List<Ancestor> runs) {

    public static final WaitingAncestors NONE = new WaitingAncestors(List.of());

    /**
     * @param step which started the next run
     * @param since when it was let begin
     * @param ofRun the group that the run is in
     * @param ofJob the group that the job of this step is in: it keeps its place as long as what it started
     */
    public record Ancestor(
            String runId,
            String run,
            String step,
            Instant since,
            Optional<Concurrency> ofRun,
            Optional<Concurrency> ofJob) {

        /** Absent: that job of the run waits for nothing that it started. */
        public static Optional<Ancestor> of(String runId, String run, Plan plan, JobId job, Instant since) {
            return plan.find(job.step())
                    .filter(step -> waits(step) && job.index() < step.jobs().size())
                    .map(step -> step.jobs().get(job.index()))
                    .map(Job::concurrency)
                    .map(ofJob -> new Ancestor(
                            runId, run, job.step(), since, plan.rules().concurrency(), ofJob));
        }

        private static boolean waits(PlannedStep step) {
            return step.step() instanceof CommandStep command
                    && command.work().program().orElse(null) instanceof Downstream downstream
                    && !downstream.async();
        }
    }

    public WaitingAncestors {
        runs = List.copyOf(runs);
    }

    public boolean none() {
        return runs.isEmpty();
    }

    public boolean includes(String runId) {
        return runs.stream().anyMatch(ancestor -> ancestor.runId().equals(runId));
    }

    /** Those of a run that this one started and waits for. */
    public WaitingAncestors after(Ancestor nearest) {
        return new WaitingAncestors(
                Stream.concat(Stream.of(nearest), runs.stream()).toList());
    }

    /** A run's jobs have the turn of the first of its ancestors: that one would wait for those before it, too. */
    Places.Turn turn(Places.Turn own) {
        return none()
                ? own
                : new Places.Turn(
                        own.runId(), own.run(), runs.get(runs.size() - 1).since());
    }

    List<Ancestor> inGroupOfRuns(String group) {
        return runs.stream().filter(run -> in(run.ofRun(), group)).toList();
    }

    List<Ancestor> inGroupOfJobs(String group) {
        return runs.stream().filter(run -> in(run.ofJob(), group)).toList();
    }

    private static boolean in(Optional<Concurrency> concurrency, String group) {
        return concurrency.filter(c -> c.group().equals(group)).isPresent();
    }
}
