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
    private final Assurance assurance;
    private final Instant now;

    private GateReports(Plan plan, RunStanding run, Assurance assurance, Instant now) {
        this.plan = plan;
        this.run = run;
        this.assurance = assurance;
        this.now = now;
    }

    static List<GateReport> of(Plan plan, RunStanding run, Dependencies dependencies, Observed observed, Instant now) {
        GateReports reports = new GateReports(plan, run, observed.assurance(), now);
        List<GateReport> gates = new ArrayList<>();
        for (PlannedStep step : plan.steps().values()) {
            if (step.step() instanceof GateStep gate) {
                GateRecord record = observed.gate(gate.gate());
                reports.of(gate, dependencies.progress(gate.name()).state(), record)
                        .ifPresent(gates::add);
            }
        }
        return gates;
    }

    private Optional<GateReport> of(GateStep gate, StepReport.State state, GateRecord record) {
        return switch (state) {
            case WAITING_APPROVAL -> Optional.of(report(gate, GateReport.State.WAITING, open(gate, record)));
            case SUCCEEDED -> Optional.of(report(gate, GateReport.State.APPROVED, decided(gate, record)));
            case FAILED -> Optional.of(report(gate, GateReport.State.REJECTED, decided(gate, record)));
            case SKIPPED, CANCELLED ->
                record.opened().map(opened -> report(gate, GateReport.State.WITHDRAWN, withdrawn(record)));
            // In batches: those who came to it fell out, and others are still to come to the same question.
            default -> record.opened().map(opened -> report(gate, GateReport.State.WAITING, open(gate, record)));
        };
    }

    private GateReport report(GateStep gate, GateReport.State state, GateRecord record) {
        return new GateReport(gate.gate(), state, prompt(gate), record, gate.approval(), assurance.identity());
    }

    private GateRecord open(GateStep gate, GateRecord record) {
        GateRecord asked = record.opened().isEmpty()
                ? Asking.opened(gate, assurance, now)
                : Asking.again(gate, record, assurance, now);
        return asked.as(asked.opened(), Optional.empty(), Optional.empty());
    }

    private GateRecord decided(GateStep gate, GateRecord record) {
        GateRecord asked = Asking.again(gate, record, assurance, now);
        Optional<GateRecord.Verdict> verdict = Verdicts.of(gate.approval(), asked, assurance, now);
        Optional<Instant> time = verdict.map(GateRecord.Verdict::time);
        return asked.as(asked.opened().or(() -> time), verdict, time);
    }

    private GateRecord withdrawn(GateRecord record) {
        return record.as(record.opened(), Optional.empty(), record.closed().or(() -> Optional.of(now)));
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
