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

/** Two that are told the same: what is recorded first, so that whoever sees it can look it up. */
record Listeners(EventLog record, RunListener other) implements RunListener {

    @Override
    public void starting(Job job, AttemptRecord attempt) {
        record.starting(job, attempt);
        other.starting(job, attempt);
    }

    @Override
    public void started(Job job, AttemptRecord attempt) {
        other.started(job, attempt);
    }

    @Override
    public void ended(Job job, AttemptRecord attempt, JobReport report) {
        record.ended(job, attempt, report);
        other.ended(job, attempt, report);
    }

    @Override
    public void stepEnded(StepReport step) {
        record.stepEnded(step);
        other.stepEnded(step);
    }

    @Override
    public void gate(GateReport gate) {
        other.gate(gate);
    }

    @Override
    public void uploaded(Plan plan, JudgedUpload upload, Path file) {
        other.uploaded(plan, upload, file);
    }

    @Override
    public void stopping(int jobs, boolean hard) {
        other.stopping(jobs, hard);
    }

    /** Each run has a record of its own. */
    @Override
    public RunListener child(LocalSetup setup) {
        return other.child(setup);
    }

    @Override
    public void waiting(int runs) {
        other.waiting(runs);
    }

    @Override
    public void waits(String what) {
        other.waits(what);
    }

    @Override
    public void rollingBack(Rollback rollback) {
        other.rollingBack(rollback);
    }

    @Override
    public void detail(String what) {
        other.detail(what);
    }

    @Override
    public void finished(Report report) {
        record.close();
        other.finished(report);
    }
}
