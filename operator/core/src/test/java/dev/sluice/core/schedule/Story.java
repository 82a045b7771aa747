package dev.sluice.core.schedule;

import dev.sluice.core.concurrency.Admission;
import dev.sluice.core.concurrency.Grants;
import dev.sluice.core.concurrency.WaitingAncestors;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One observation told in words, and what is decided of it. Time is in seconds since the run was accepted. */
final class Story {

    static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
    static final RunFacts RUN = new RunFacts("shop-x7k2p", "8e1f");

    private final Plan plan;
    private final Map<JobId, Attempt> attempts = new HashMap<>();
    private final Map<JobId, JobReport> settled = new HashMap<>();
    private final List<Rollback> rollbacks = new ArrayList<>();
    private final Map<String, GateRecord> gates = new HashMap<>();
    private boolean cancelled;
    private Assurance assurance = Assurance.NONE;
    private WaitingAncestors ancestors = WaitingAncestors.NONE;

    private Story(Plan plan) {
        this.plan = plan;
    }

    static Story of(Plan plan) {
        return new Story(plan);
    }

    static Story of(PlanMaker plan) {
        return of(plan.make());
    }

    static Instant at(long seconds) {
        return START.plusSeconds(seconds);
    }

    static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    static Attempt.State waiting(long since) {
        return new Attempt.State.Waiting(at(since), Optional.empty());
    }

    static Attempt.State waiting(long since, String trouble) {
        return new Attempt.State.Waiting(at(since), Optional.of(trouble));
    }

    static Attempt.State running(long since) {
        return new Attempt.State.Running(at(since));
    }

    static Attempt.State stopping(long since) {
        return new Attempt.State.Stopping(at(since));
    }

    static Attempt.State succeeded(long start, long end) {
        return succeeded(start, end, Map.of());
    }

    static Attempt.State succeeded(long start, long end, Map<String, String> outputs) {
        return new Attempt.State.Succeeded(at(start), at(end), outputs);
    }

    static Attempt.State failed(long start, long end, int exitCode) {
        return failed(start, end, Failure.exitCode(exitCode));
    }

    static Attempt.State failed(long start, long end, Failure failure) {
        return new Attempt.State.Failed(at(start), at(end), failure);
    }

    static Attempt.State failed(long start, long end, Failure.Kind kind) {
        return failed(start, end, Failure.of(kind, kind.name().toLowerCase(java.util.Locale.ROOT)));
    }

    static Attempt.State lost(long noticed) {
        return new Attempt.State.Lost(at(noticed));
    }

    Story job(String step, int index, Attempt.State state) {
        return job(step, index, 1, 0, state);
    }

    Story job(String step, int index, int attempt, int infrastructureFailures, Attempt.State state) {
        attempts.put(new JobId(step, index), new Attempt(attempt, infrastructureFailures, state));
        return this;
    }

    /** As a status tells it: how it ended, and no more. */
    Story settled(String step, int index, JobState state) {
        return settled(step, index, JobReports.without(state));
    }

    Story settled(String step, int index, JobReport report) {
        settled.put(new JobId(step, index), report);
        return this;
    }

    /** On record. */
    Story rollback(Rollback recorded) {
        rollbacks.add(recorded);
        return this;
    }

    /** All that a decision tells is on record. */
    Story recorded(Decision decision) {
        rollbacks.clear();
        rollbacks.addAll(decision.report().rollbacks());
        return this;
    }

    Rollback asks(String text, long now) {
        return RollbackRequest.of(text).judged(plan, observed(), at(now));
    }

    Story opened(String gate, long time) {
        gates.put(gate, GateRecord.openedAt(at(time)));
        return this;
    }

    /** Said, and not on record yet. */
    Story vote(String gate, String person, boolean approves, String comment, long time) {
        gates.compute(gate, (name, g) -> g.with(new GateRecord.Vote(person, approves, comment, at(time)), g.answers()));
        return this;
    }

    /** Whatever was said, and not on record yet. */
    Story said(String gate, GateRecord.Vote vote) {
        gates.compute(gate, (name, g) -> g.with(vote, g.answers(), new Chain("run", gate)));
        return this;
    }

    /** As a decision told it, on record now. */
    Story gatesOf(Decision decision) {
        decision.report().gates().forEach(gate -> gates.put(gate.name(), gate.record()));
        return this;
    }

    Story assured(Assurance other) {
        assurance = other;
        return this;
    }

    /** On record. */
    Story closed(String gate, long opened, boolean approved, long time) {
        return closed(gate, opened, approved, time, Map.of());
    }

    Story closed(String gate, long opened, boolean approved, long time, Map<String, List<String>> answers) {
        GateRecord.Verdict verdict = new GateRecord.Verdict(approved, "alice", "", at(time));
        gates.put(gate, new GateRecord(Optional.of(at(opened)), Optional.of(verdict), answers));
        return this;
    }

    /** Runs wait for this one, and hold what is said. */
    Story ancestors(WaitingAncestors other) {
        ancestors = other;
        return this;
    }

    Story cancelled() {
        cancelled = true;
        return this;
    }

    private Observed observed() {
        return new Observed(START, cancelled, settled, attempts)
                .withGates(gates)
                .withAssurance(assurance)
                .withAncestors(ancestors)
                .withRollbacks(rollbacks);
    }

    Decision decide(long now) {
        return decide(now, observed());
    }

    Decision decide(long now, Grants grants) {
        return decide(now, observed().withGrants(grants));
    }

    Decision decide(long now, Admission admission) {
        return decide(now, observed().withAdmission(admission));
    }

    private Decision decide(long now, Observed observed) {
        Decision decision = Scheduler.decide(RUN, plan, observed, at(now));
        for (StepReport step : decision.report().steps()) {
            if (step.jobs().size() != plan.step(step.name()).jobs().size()) {
                throw new AssertionError("a report of " + step.jobs().size() + " jobs for step " + step.name());
            }
        }
        return decision;
    }

    /** Actions as people would write them: "start a/0 #1", "stop a/0 #1 TIMEOUT". */
    static List<String> words(Decision decision) {
        List<String> words = new ArrayList<>();
        for (Action action : decision.actions()) {
            String job = action.job().id().step() + "/" + action.job().id().index() + " #" + action.attempt();
            if (action instanceof Action.Start start) {
                int infrastructure = start.infrastructureFailures();
                words.add("start " + job + (infrastructure == 0 ? "" : " after " + infrastructure + " lost"));
            } else if (action instanceof Action.Stop stop) {
                words.add("stop " + job + " " + stop.why());
            }
        }
        return words;
    }

    static StepReport step(Decision decision, String name) {
        return decision.report().steps().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
