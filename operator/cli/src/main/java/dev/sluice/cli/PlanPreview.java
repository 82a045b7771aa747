package dev.sluice.cli;

import dev.sluice.core.concurrency.Grants;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.schedule.Action;
import dev.sluice.core.schedule.Assignment;
import dev.sluice.core.schedule.Attempt;
import dev.sluice.core.schedule.Decision;
import dev.sluice.core.schedule.Earlier;
import dev.sluice.core.schedule.Foreseen;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.Observed;
import dev.sluice.core.schedule.RunFacts;
import dev.sluice.core.schedule.Scheduler;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/** What each job would execute if all went well: the scheduler itself is asked, so a plan never tells another story than a run. */
record PlanPreview(Map<JobId, Assignment> assignments, Set<JobId> takenOver) {

    private static final RunFacts FACTS = new RunFacts("${run}", "${run-id}");

    static PlanPreview of(Loaded loaded) {
        return of(loaded.plan(), loaded.earlier(), loaded.agents().texts());
    }

    /**
     * Values that only a run knows stand as references: {@code ${steps.build.outputs.url}}. So what reads an output of a step that runs
     * again is never told as taken over, though it will be if that output is what it was.
     */
    private static PlanPreview of(Plan plan, Optional<Earlier> earlier, Map<String, String> agents) {
        return earlier.isEmpty() ? foreseen(plan, Instant.EPOCH) : played(plan, earlier, agents, Instant.EPOCH);
    }

    private static PlanPreview foreseen(Plan plan, Instant start) {
        Map<JobId, Attempt> attempts = new HashMap<>();
        plan.steps().values().stream()
                .flatMap(step -> step.jobs().stream())
                .forEach(job -> attempts.put(job.id(), new Attempt(1, 0, succeeded(plan, job.id(), start))));
        Observed done = new Observed(start, false, Map.of(), attempts).withGates(approved(plan, start));
        return new PlanPreview(Foreseen.of(FACTS, plan, done, start), Set.of());
    }

    /** What is taken over depends on what was before it, so the run is played, step after step. */
    private static PlanPreview played(Plan plan, Optional<Earlier> earlier, Map<String, String> agents, Instant start) {
        Plan unlimited = plan.withRules(plan.rules().withMaxParallel(OptionalInt.empty()));
        Grants groups = everyPlace(plan);
        Map<String, GateRecord> gates = approved(plan, start);
        Map<JobId, Attempt> attempts = new HashMap<>();
        Map<JobId, Assignment> assignments = new HashMap<>();
        Map<JobId, JobReport> taken = new HashMap<>();
        while (true) {
            Observed observed = new Observed(start, false, taken, attempts)
                    .withEarlier(earlier, agents)
                    .withGrants(groups)
                    .withGates(gates);
            Decision decision = Scheduler.decide(FACTS, unlimited, observed, start);
            if (decision.actions().isEmpty()) {
                return new PlanPreview(assignments, taken.keySet());
            }
            for (Action action : decision.actions()) {
                if (action instanceof Action.TakeOver over) {
                    taken.put(over.job().id(), over.report());
                }
                if (action instanceof Action.Start begin) {
                    assignments.put(begin.job().id(), begin.assignment());
                    attempts.put(
                            begin.job().id(),
                            new Attempt(1, 0, succeeded(plan, begin.job().id(), start)));
                }
            }
        }
    }

    private static Map<String, GateRecord> approved(Plan plan, Instant at) {
        Map<String, GateRecord> gates = new HashMap<>();
        for (GateStep gate : plan.gates()) {
            Map<String, List<String>> answers = new LinkedHashMap<>();
            gate.keys().forEach(key -> answers.put(key, List.of("${steps.%s.outputs.%s}".formatted(gate.gate(), key))));
            GateRecord.Verdict verdict = new GateRecord.Verdict(true, "", "", at);
            gates.put(gate.gate(), new GateRecord(Optional.of(at), Optional.of(verdict), answers));
        }
        return gates;
    }

    private static Grants everyPlace(Plan plan) {
        Set<JobId> jobs = new HashSet<>();
        plan.steps().values().forEach(step -> step.jobs().forEach(job -> jobs.add(job.id())));
        return new Grants(jobs, Map.of());
    }

    private static Attempt.State succeeded(Plan plan, JobId job, Instant at) {
        PlannedStep step = plan.step(job.step());
        int each = step.jobs().size() / plan.lanes().size();
        String index = each == 1 ? "" : "[" + job.index() % each + "]";
        Map<String, String> outputs = new LinkedHashMap<>();
        ((CommandStep) step.step())
                .outputs()
                .forEach(key -> outputs.put(key, "${steps.%s.outputs.%s%s}".formatted(job.step(), key, index)));
        return new Attempt.State.Succeeded(at, at, outputs);
    }
}
