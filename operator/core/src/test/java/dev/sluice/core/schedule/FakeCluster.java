package dev.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Lane;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.plan.Undos;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that outlives a controller: the objects it made, with their history on them, the status it wrote, and a clock. It complains when
 * told to do what must never be done.
 */
final class FakeCluster {

    private static final int FOREVER = Integer.MAX_VALUE / 2;

    final Plan plan;
    private final World world;
    private final Map<JobId, Pod> newest = new HashMap<>();
    private final Set<JobId> succeeded = new HashSet<>();
    private final Set<String> created = new HashSet<>();
    private final Set<Begun> begun = new HashSet<>();

    private Status status = Status.NONE;
    int now;

    FakeCluster(World world, Plan plan) {
        this.world = world;
        this.plan = plan;
    }

    /** What a status keeps: how jobs ended and their outputs; of the others, those that were seen and their history. */
    record Status(
            Report.Phase phase,
            Report.Reason reason,
            Map<JobId, JobReport> settled,
            Map<JobId, Attempt> active,
            List<Rollback> rollbacks,
            Map<String, GateRecord> gates,
            int time) {

        static final Status NONE =
                new Status(Report.Phase.PENDING, Report.Reason.PENDING, Map.of(), Map.of(), List.of(), Map.of(), -100);

        static Status of(Report report, int time) {
            Map<JobId, JobReport> settled = new HashMap<>();
            Map<JobId, Attempt> active = new HashMap<>();
            for (StepReport step : report.steps()) {
                for (int i = 0; i < step.jobs().size(); i++) {
                    JobReport job = step.jobs().get(i);
                    JobId id = new JobId(step.name(), i);
                    if (job.state().ended()) {
                        settled.put(id, bare(job));
                    } else if (job.state() == JobState.ACTIVE) {
                        active.put(id, new Attempt(job.attempts(), job.infrastructureFailures(), null));
                    }
                }
            }
            Map<String, GateRecord> gates = new HashMap<>();
            report.gates().forEach(gate -> gates.put(gate.name(), gate.record()));
            List<Rollback> rollbacks = report.rollbacks().stream()
                    .map(r -> r.ended(r.state(), r.steps(), ""))
                    .toList();
            return new Status(report.phase(), report.reason(), settled, active, rollbacks, gates, time);
        }

        Status with(Rollback asked) {
            List<Rollback> all = new ArrayList<>(rollbacks);
            all.add(asked);
            return new Status(phase, reason, settled, active, all, gates, time);
        }

        private static JobReport bare(JobReport job) {
            return new JobReport(
                    job.state(),
                    Math.min(1, job.attempts()),
                    0,
                    Optional.empty(),
                    Optional.empty(),
                    job.outputs(),
                    Optional.empty(),
                    Optional.empty());
        }

        /** Jobs that never started are on no record: what skipped them is. */
        Map<JobId, JobReport> recorded() {
            Map<JobId, JobReport> recorded = new HashMap<>(settled);
            recorded.values().removeIf(job -> job.state() == JobState.SKIPPED);
            return recorded;
        }

        boolean says(Status other) {
            return phase == other.phase
                    && rollbacks.equals(other.rollbacks)
                    && settled.equals(other.settled)
                    && active.equals(other.active)
                    && gates.equals(other.gates);
        }
    }

    private final class Pod {
        final Job job;
        final int attempt;
        final int infrastructureFailures;
        final World.Script script;
        final int starts;
        int ends;
        int deleted = FOREVER;
        int deadline = FOREVER;
        int recorded = FOREVER;

        Pod(Action.Start start) {
            job = start.job();
            attempt = start.attempt();
            infrastructureFailures = start.infrastructureFailures();
            script = world.script(job.id(), attempt);
            starts = script.fate() == World.Fate.NEVER_STARTS ? FOREVER : now + script.waits();
            ends = script.fate() == World.Fate.NEVER_ENDS ? FOREVER : starts + script.runs();
        }

        /** An end that is reached is final; a deletion ends what has not ended. */
        Attempt.State state() {
            int gone = deleted + script.lingers();
            if (now >= gone) {
                return script.fate() == World.Fate.IS_A_RUN_AND_CANCELLED ? failed(Failure.Kind.CANCELLED) : null;
            }
            if (script.fate() == World.Fate.CANT_START && starts <= Math.min(now, deleted)) {
                return failed(Failure.Kind.UNSTARTABLE);
            }
            if (now >= ends && ends <= deleted) {
                return end();
            }
            if (now >= deadline && ends > deadline) {
                return new Attempt.State.Failed(
                        Story.at(starts), Story.at(deadline), Failure.of(Failure.Kind.TIMEOUT, "timed out"));
            }
            if (now >= deleted) {
                return Story.stopping(deleted);
            }
            return now < starts ? Story.waiting(created()) : Story.running(starts);
        }

        private int created() {
            return script.fate() == World.Fate.NEVER_STARTS ? createdAt : starts - script.waits();
        }

        private final int createdAt = now;

        private Attempt.State end() {
            return switch (script.fate()) {
                case SUCCEEDS -> Story.succeeded(starts, ends, Map.of("url", "http://" + job.name() + "-" + attempt));
                case FORGETS_ITS_OUTPUT -> Story.succeeded(starts, ends);
                case EXITS_WITH_1 -> Story.failed(starts, ends, 1);
                case EXITS_WITH_3 -> Story.failed(starts, ends, 3);
                case IS_EVICTED -> failed(Failure.Kind.INFRASTRUCTURE);
                case IS_A_RUN_AND_CANCELLED -> failed(Failure.Kind.CANCELLED);
                case IS_DELETED_BY_SOMEBODY -> vanishing();
                case NEVER_ENDS, NEVER_STARTS, CANT_START -> throw new AssertionError(script.fate());
            };
        }

        /** Nothing is known of what vanishes before it was ever on record: such a one is kept until after that. */
        private Attempt.State vanishing() {
            return now > recorded && now >= ends + script.lingers() ? null : Story.stopping(ends);
        }

        private Attempt.State failed(Failure.Kind kind) {
            return Story.failed(starts, kind == Failure.Kind.UNSTARTABLE ? starts : ends, kind);
        }

        boolean active() {
            Attempt.State state = state();
            return state != null && new Attempt(attempt, 0, state).active();
        }

        int nextChange() {
            int next = FOREVER;
            int[] changes = {
                starts, ends, ends + script.lingers(), recorded + 1, deadline, deleted, deleted + script.lingers()
            };
            for (int change : changes) {
                next = change > now ? Math.min(next, change) : next;
            }
            return next;
        }
    }

    Observed observe() {
        Map<JobId, Attempt> attempts = new HashMap<>();
        status.active.forEach((id, recorded) ->
                attempts.put(id, new Attempt(recorded.number(), recorded.infrastructureFailures(), Story.lost(now))));
        for (Pod pod : newest.values()) {
            Attempt.State state = pod.state();
            Attempt recorded = status.active.get(pod.job.id());
            if (state != null && (recorded == null || recorded.number() <= pod.attempt)) {
                attempts.put(pod.job.id(), new Attempt(pod.attempt, pod.infrastructureFailures, state));
            }
        }
        return new Observed(Story.START, cancelled(), status.recorded(), attempts)
                .withGates(gates())
                .withRollbacks(status.rollbacks);
    }

    /** Asked for, and not on record. */
    boolean rollbackAsked() {
        return world.rollbackAt() > 0
                && now >= world.rollbackAt()
                && status.rollbacks.stream().noneMatch(r -> r.cause() == Rollback.Cause.MANUAL);
    }

    boolean rollbackToCome() {
        return world.rollbackAt() > now;
    }

    /** What is on record, and what people have said at gates that are on record as waiting. */
    private Map<String, GateRecord> gates() {
        Map<String, GateRecord> gates = new HashMap<>(status.gates);
        gates.replaceAll((name, gate) -> {
            boolean waits = gate.verdict().isEmpty() && gate.closed().isEmpty();
            return waits ? said(name, gate) : gate;
        });
        return gates;
    }

    /** Where two are needed the first says the opposite before, the second lets a third decide, and all say it again later. */
    private GateRecord said(String name, GateRecord gate) {
        boolean agree = world.agree(name);
        boolean two = world.step(name).kind() == World.Kind.APPROVED;
        int first = decides(name, gate);
        List<GateRecord.Vote> votes = new ArrayList<>();
        if (two && agree) {
            votes.add(GateRecord.Vote.delegation("bob", "dave", Optional.empty(), "", Story.at(first)));
            votes.add(new GateRecord.Vote("dave", true, "", Story.at(first + 1)));
            votes.add(new GateRecord.Vote("dave", true, "again", Story.at(first + 2)));
        }
        votes.add(new GateRecord.Vote("alice", agree, "", Story.at(first + 3)));
        GateRecord record = gate;
        for (GateRecord.Vote vote : votes) {
            boolean known = gate.votes().stream().anyMatch(v -> v.says(vote));
            if (!known && !vote.time().isAfter(Story.at(now))) {
                record = record.with(vote, Map.of("why", List.of("because")), new Chain("run", name));
            }
        }
        return record;
    }

    private int decides(String name, GateRecord gate) {
        long opened = gate.opened().orElseThrow().getEpochSecond() - Story.START.getEpochSecond();
        return (int) opened + world.thinks(name);
    }

    private boolean cancelled() {
        return world.cancelAt() > 0 && now >= world.cancelAt();
    }

    Status status() {
        return status;
    }

    void write(Status newer) {
        status.settled.forEach((id, report) -> {
            if (!status.recorded().containsKey(id)) {
                return;
            }
            if (!report.equals(newer.settled.get(id))) {
                throw new AssertionError(id + " was settled as " + report + ", now " + newer.settled.get(id));
            }
        });
        status.gates.forEach((name, gate) -> {
            if (gate.verdict().isPresent() && !gate.equals(newer.gates.get(name))) {
                throw new AssertionError(name + " was " + gate + ", now " + newer.gates.get(name));
            }
        });
        status = newer;
        for (Pod pod : newest.values()) {
            Attempt active = status.active.get(pod.job.id());
            if (status.settled.containsKey(pod.job.id()) || active != null && active.number() == pod.attempt) {
                pod.recorded = Math.min(pod.recorded, now);
            }
        }
    }

    /** To end once more what is about to end changes nothing. */
    boolean isDone(Action action) {
        Pod pod = newest.get(action.job().id());
        return action instanceof Action.Stop stop
                && (stop.why() == Action.Why.TIMEOUT ? pod.deadline : pod.deleted) < FOREVER;
    }

    void apply(Action action) {
        Pod pod = newest.get(action.job().id());
        if (action instanceof Action.Start start) {
            start(start, pod);
        } else if (action instanceof Action.Stop stop) {
            stop(stop, pod);
        }
    }

    private void start(Action.Start start, Pod before) {
        JobId id = start.job().id();
        if (before != null) {
            assertThat(before.active()).as("an attempt of %s is there", id).isFalse();
            assertThat(start.attempt()).as("attempt of %s", id).isEqualTo(before.attempt + 1);
        }
        assertThat(succeeded).as("succeeded, and started again").doesNotContain(id);
        assertThat(created.add(start.job().name() + "#" + start.attempt()))
                .as("%s is started once", start)
                .isTrue();
        checkBudgets(start);
        checkOrder(start.job());
        if (!Undos.isUndo(id.step())) {
            checkBatches(start.job().lane());
        }
        newest.put(id, new Pod(start));
        begun.add(new Begun(plan.step(id.step()), start.job().lane()));
        checkLimits(id.step());
    }

    private void checkBudgets(Action.Start start) {
        World.Rules rules = world.step(start.job().id()).rules();
        int own = start.attempt() - 1 - start.infrastructureFailures();
        assertThat(own).as("own failures before %s", start).isBetween(0, rules.retries());
        assertThat(start.infrastructureFailures())
                .as("infrastructure's failures before %s", start)
                .isBetween(0, rules.infrastructure());
    }

    /** A step that was begun in a lane. */
    private record Begun(PlannedStep step, Lane lane) {}

    private void checkOrder(Job job) {
        if (Undos.isUndo(job.id().step())) {
            checkUndo(job);
            return;
        }
        PlannedStep step = plan.step(job.id().step());
        for (Begun later : begun) {
            assertThat(Undos.isUndo(later.step.name()))
                    .as("begun when %s starts", job)
                    .isFalse();
            if (isBefore(step, job.lane(), later.step, later.lane)) {
                throw new AssertionError(later + " began before " + job);
            }
        }
        Set<String> asked = new HashSet<>(step.ancestors());
        asked.add(step.name());
        for (String ancestor : asked) {
            boolean passed = plan.step(ancestor).skipped().isPresent()
                    || begun.stream().anyMatch(b -> b.step.name().equals(ancestor));
            if (world.step(ancestor).kind() == World.Kind.GATE
                    || world.step(ancestor).kind() == World.Kind.APPROVED && (passed || ancestor.equals(step.name()))) {
                assertThat(status.gates.get(ancestor).verdict().orElseThrow().approved())
                        .as("%s is let on, on record, when %s starts", ancestor, job)
                        .isTrue();
            }
        }
        for (Pod pod : newest.values()) {
            PlannedStep earlier = plan.step(pod.job.id().step());
            if (isBefore(earlier, pod.job.lane(), step, job.lane()) && isThere(pod)) {
                throw new AssertionError(pod.job + " is there when " + job + " starts");
            }
        }
    }

    /** In its own lane; and where there is a barrier between the two, or the later one is one, in all of the batch. */
    private boolean isBefore(PlannedStep earlier, Lane lane, PlannedStep later, Lane laneOfLater) {
        if (!later.ancestors().contains(earlier.name()) || lane.batch() != laneOfLater.batch()) {
            return false;
        }
        boolean barrier = later.barrier(plan.rules().rollout().barrier());
        for (String name : later.ancestors()) {
            PlannedStep between = plan.step(name);
            barrier |= between.ancestors().contains(earlier.name())
                    && between.barrier(plan.rules().rollout().barrier());
        }
        return barrier || lane.equals(laneOfLater);
    }

    private boolean isThere(Pod pod) {
        return pod.active() && !status.settled.containsKey(pod.job.id());
    }

    private void checkBatches(Lane lane) {
        for (Begun other : begun) {
            assertThat(other.lane.batch()).as("batch begun before %s", lane).isLessThanOrEqualTo(lane.batch());
        }
        for (Pod pod : newest.values()) {
            if (pod.job.lane().batch() < lane.batch() && isThere(pod)) {
                throw new AssertionError(pod.job + " of an earlier batch is there when " + lane + " starts");
            }
        }
    }

    /** What came later is undone earlier, on each target by itself, and nothing while the run itself goes on. */
    private void checkUndo(Job undo) {
        String undone = Undos.undone(undo.id().step());
        assertThat(plan.step(undone).jobs(undo.lane(), plan.lanes().size()))
                .anyMatch(job -> status.settled.containsKey(job.id()));
        for (Pod pod : newest.values()) {
            String name = Undos.undone(pod.job.id().step());
            if (!Undos.isUndo(pod.job.id().step())) {
                assertThat(pod.active())
                        .as("%s is there when %s is undone", pod.job.id(), undone)
                        .isFalse();
            } else if (!pod.job.lane().equals(undo.lane())) {
                continue;
            } else if (plan.step(name).ancestors().contains(undone)) {
                assertThat(pod.active())
                        .as("%s is being undone when %s is", name, undone)
                        .isFalse();
            } else {
                assertThat(plan.step(undone).ancestors())
                        .as("undone before %s", undone)
                        .doesNotContain(name);
            }
        }
    }

    private void checkLimits(String step) {
        int inRun = 0;
        int inStep = 0;
        for (Pod pod : newest.values()) {
            inRun += pod.active() ? 1 : 0;
            inStep += pod.active() && pod.job.id().step().equals(step) ? 1 : 0;
        }
        assertThat(inRun).isLessThanOrEqualTo(plan.rules().maxParallel().orElse(FOREVER));
        World.StepOf rules = world.step(new JobId(step, 0));
        assertThat(inStep).isLessThanOrEqualTo(rules.maxParallel() == 0 ? FOREVER : rules.maxParallel());
    }

    private void stop(Action.Stop stop, Pod pod) {
        assertThat(pod.attempt).as("attempt of %s", stop).isEqualTo(stop.attempt());
        if (stop.why() == Action.Why.TIMEOUT) {
            pod.deadline = now + pod.script.lingers();
        } else {
            pod.deleted = now;
        }
    }

    /** Lets time go on to the next change or to {@code atLatest}. */
    void advance(int atLatest) {
        int next = atLatest;
        for (Pod pod : newest.values()) {
            next = Math.min(next, pod.nextChange());
        }
        for (Map.Entry<String, GateRecord> gate : status.gates.entrySet()) {
            int decides = decides(gate.getKey(), gate.getValue());
            for (int said = decides; said <= decides + 3; said++) {
                next = said > now && gate.getValue().verdict().isEmpty() ? Math.min(next, said) : next;
            }
        }
        if (world.cancelAt() > now) {
            next = Math.min(next, world.cancelAt());
        }
        if (world.rollbackAt() > now) {
            next = Math.min(next, world.rollbackAt());
        }
        assertThat(next).as("something is to come").isLessThan(FOREVER);
        moveTo(Math.max(next, now + 1));
    }

    void moveTo(int time) {
        now = time;
        for (Pod pod : newest.values()) {
            if (pod.state() instanceof Attempt.State.Succeeded success
                    && (((CommandStep) plan.step(pod.job.id().step()).step())
                                    .outputs()
                                    .isEmpty()
                            || success.outputs().containsKey("url"))) {
                succeeded.add(pod.job.id());
            }
        }
    }

    /** Somebody cleans up what is on record. */
    void collect() {
        newest.values().removeIf(pod -> !pod.active() && status.settled.containsKey(pod.job.id()));
    }

    boolean quiet() {
        return newest.values().stream().noneMatch(Pod::active);
    }

    /** What is compared between runs of one world. */
    record Result(
            Report.Phase phase,
            Report.Reason reason,
            Map<JobId, JobState> jobs,
            List<Object> outputs,
            Map<String, Boolean> gates,
            Set<String> created,
            Map<JobId, JobState> undos,
            List<Rollback> rollbacks) {}

    Result result() {
        Map<JobId, JobState> jobs = new HashMap<>();
        List<Object> outputs = new ArrayList<>();
        plan.steps().values().forEach(step -> step.jobs().forEach(job -> {
            JobReport report = status.settled.get(job.id());
            jobs.put(job.id(), report.state());
            outputs.add(report.outputs());
        }));
        Map<JobId, JobState> undos = new HashMap<>();
        plan.undos().values().forEach(undo -> undo.jobs()
                .forEach(job -> Optional.ofNullable(status.settled.get(job.id()))
                        .ifPresent(report -> undos.put(job.id(), report.state()))));
        Map<String, Boolean> gates = new HashMap<>();
        status.gates.forEach((name, gate) -> gate.verdict().ifPresent(verdict -> gates.put(name, verdict.approved())));
        return new Result(status.phase, status.reason, jobs, outputs, gates, created, undos, status.rollbacks);
    }
}
