package dev.sluice.core.schedule;

import dev.sluice.core.model.GateStep;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.text.Reference;
import dev.sluice.core.text.Template;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Each gate that people have been asked at, or are asked at from now on. */
final class GateReports {

    private final Plan plan;
    private final RunStanding run;
    private final Instant now;

    private GateReports(Plan plan, RunStanding run, Instant now) {
        this.plan = plan;
        this.run = run;
        this.now = now;
    }

    static List<GateReport> of(Plan plan, RunStanding run, Dependencies dependencies, Observed observed, Instant now) {
        GateReports reports = new GateReports(plan, run, now);
        List<GateReport> gates = new ArrayList<>();
        for (PlannedStep step : plan.steps().values()) {
            if (step.step() instanceof GateStep gate) {
                GateRecord record = observed.gate(gate.name());
                reports.of(gate, dependencies.progress(gate.name()).state(), record)
                        .ifPresent(gates::add);
            }
        }
        return gates;
    }

    private Optional<GateReport> of(GateStep gate, StepReport.State state, GateRecord record) {
        return switch (state) {
            case WAITING_APPROVAL -> Optional.of(report(gate, GateReport.State.WAITING, open(record)));
            case SUCCEEDED -> Optional.of(report(gate, GateReport.State.APPROVED, decided(record)));
            case FAILED -> Optional.of(report(gate, GateReport.State.REJECTED, decided(record)));
            case SKIPPED, CANCELLED ->
                record.opened().map(opened -> report(gate, GateReport.State.WITHDRAWN, withdrawn(record)));
            default -> Optional.empty();
        };
    }

    private GateReport report(GateStep gate, GateReport.State state, GateRecord record) {
        return new GateReport(gate.name(), state, prompt(gate), record);
    }

    private GateRecord open(GateRecord record) {
        return new GateRecord(
                record.opened().or(() -> Optional.of(now)),
                Optional.empty(),
                record.answers(),
                record.votes(),
                Optional.empty());
    }

    private static GateRecord decided(GateRecord record) {
        Optional<GateRecord.Verdict> verdict = Verdicts.of(record);
        Optional<Instant> time = verdict.map(GateRecord.Verdict::time);
        return new GateRecord(record.opened().or(() -> time), verdict, record.answers(), record.votes(), time);
    }

    private GateRecord withdrawn(GateRecord record) {
        return new GateRecord(
                record.opened(),
                Optional.empty(),
                record.answers(),
                record.votes(),
                record.closed().or(() -> Optional.of(now)));
    }

    private String prompt(GateStep gate) {
        return Template.parse(gate.prompt()).render(this::value);
    }

    private String value(Reference reference) {
        if (reference instanceof Reference.Output output) {
            List<Standing> jobs = run.steps().get(output.step()).jobs;
            return JobEnvironment.output(jobs, output.index().orElse(0), output.key());
        }
        return reference instanceof Reference.Variable variable
                ? plan.variables().getOrDefault(variable.name(), "")
                : "";
    }
}
