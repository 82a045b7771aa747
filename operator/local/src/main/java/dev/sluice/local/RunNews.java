package dev.sluice.local;

import dev.sluice.core.plan.JobId;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.Rollback;
import dev.sluice.core.schedule.StepReport;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tells a listener what is new in a run's report. */
final class RunNews {

    private final RunListener listener;
    private final String pipeline;
    private final Map<String, GateReport.State> gates = new HashMap<>();
    private final Set<String> steps = new HashSet<>();
    private String waits = "";

    RunNews(RunListener listener, String pipeline) {
        this.listener = listener;
        this.pipeline = pipeline;
    }

    /** What was told before is not told again. */
    void known(LedgerRecord record) {
        gates.putAll(record.gateStates());
        steps.addAll(record.steps());
    }

    /** @param digest of what an attempt was made of */
    void ended(List<JobProcess> attempts, Map<JobId, JobReport> jobs, Function<JobProcess, String> digest) {
        for (JobProcess process : attempts) {
            JobReport job = jobs.get(process.job().id());
            process.judged(job.failure());
            if (job.state() == JobState.SUCCEEDED) {
                process.succeeded(digest.apply(process));
            }
            listener.ended(process.job(), process.record(), job);
        }
    }

    void steps(Report report) {
        String now = report.reason() == Report.Reason.QUEUED ? pipeline + " " + report.message() : queued(report);
        if (!now.isEmpty() && !now.equals(waits)) {
            listener.waits(now);
        }
        waits = now;
        for (StepReport step : report.steps()) {
            if (step.state().ended() && steps.add(step.name())) {
                listener.stepEnded(step);
            }
        }
    }

    private static String queued(Report report) {
        return report.steps().stream()
                .filter(step -> step.state() == StepReport.State.QUEUED)
                .map(step -> step.name() + " " + step.message())
                .collect(Collectors.joining("; "));
    }

    enum Gate {
        NOTHING,
        /** A person is to be asked. */
        OPENED,
        DECIDED
    }

    Gate gate(GateReport gate) {
        GateReport.State before = gates.put(gate.name(), gate.state());
        if (before == gate.state()) {
            return Gate.NOTHING;
        }
        listener.gate(gate);
        if (gate.record().verdict().isPresent()) {
            return Gate.DECIDED;
        }
        return before == null && gate.state() == GateReport.State.WAITING ? Gate.OPENED : Gate.NOTHING;
    }

    void rollbacks(List<Rollback> before, List<Rollback> now) {
        for (Rollback rollback : now) {
            if (rollback.active() && before.stream().noneMatch(r -> r.id() == rollback.id())) {
                listener.rollingBack(rollback);
            }
        }
    }

    static Map<JobId, JobReport> byId(Report report) {
        Map<JobId, JobReport> jobs = new HashMap<>();
        for (StepReport step : report.steps()) {
            for (int i = 0; i < step.jobs().size(); i++) {
                jobs.put(new JobId(step.name(), i), step.jobs().get(i));
            }
        }
        return jobs;
    }
}
