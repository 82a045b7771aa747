package dev.sluice.local;

import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JudgedUpload;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.Rollback;
import dev.sluice.core.schedule.StepReport;
import java.nio.file.Path;

/** Told of a run as it goes, from the thread that runs it. */
public interface RunListener {

    /** What is begun next, whatever comes of it: a record that is asked later, after a kill -9, must not know less than was done. */
    default void starting(Job job, AttemptRecord attempt) {}

    void started(Job job, AttemptRecord attempt);

    /** {@code report} tells whether it is tried again: then its job has not ended. */
    void ended(Job job, AttemptRecord attempt, JobReport report);

    /** A step that runs nothing (any more) has its end: skipped or cancelled jobs included. */
    void stepEnded(StepReport step);

    /** A person is asked at a gate, or was, and it is decided. */
    default void gate(GateReport gate) {}

    /** A job added steps to the run, from now on this is its plan. {@code file} has what the job wrote. */
    void uploaded(Plan plan, JudgedUpload upload, Path file);

    /** What runs is being stopped, {@code jobs} processes; {@code hard}: without waiting for them to end by themselves. */
    void stopping(int jobs, boolean hard);

    /** Is told of a run that a step starts, from that run's thread. */
    default RunListener child(LocalSetup setup) {
        return this;
    }

    /** The run has ended, and so many runs that its steps started and did not wait for have not: the process waits for them. */
    default void waiting(int runs) {}

    /** The run, or steps of it, wait for places in concurrency groups; told anew when that has changed. */
    default void waits(String what) {}

    /** What was done is to be undone. */
    default void rollingBack(Rollback rollback) {}

    /** For who wants to know more, from any thread: why a job's result is not taken from the cache. */
    default void detail(String what) {}

    /** Nothing happens any more. */
    void finished(Report report);
}
