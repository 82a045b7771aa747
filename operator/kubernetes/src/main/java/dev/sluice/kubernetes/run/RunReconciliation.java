package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.core.concurrency.Admission;
import dev.sluice.core.concurrency.Deadlock;
import dev.sluice.core.concurrency.Grants;
import dev.sluice.core.concurrency.WaitingAncestors;
import dev.sluice.core.model.Concurrency;
import dev.sluice.core.model.Notification;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Attempt;
import dev.sluice.core.schedule.CheckoutStage;
import dev.sluice.core.schedule.Decision;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.Observed;
import dev.sluice.core.schedule.RollbackRequest;
import dev.sluice.core.schedule.RunFacts;
import dev.sluice.core.schedule.Scheduler;
import dev.sluice.kubernetes.act.Applied;
import dev.sluice.kubernetes.act.Cluster;
import dev.sluice.kubernetes.act.KubernetesRunner;
import dev.sluice.kubernetes.act.Objects;
import dev.sluice.kubernetes.gate.GateHint;
import dev.sluice.kubernetes.group.JobGroups;
import dev.sluice.kubernetes.group.RunQueue;
import dev.sluice.kubernetes.guard.Digests;
import dev.sluice.kubernetes.guard.Guard;
import dev.sluice.kubernetes.guard.Guards;
import dev.sluice.kubernetes.notify.Post;
import dev.sluice.kubernetes.observe.Children;
import dev.sluice.kubernetes.observe.RecordedGates;
import dev.sluice.kubernetes.observe.RunObserver;
import dev.sluice.kubernetes.pin.Acceptance;
import dev.sluice.kubernetes.pin.Acceptor;
import dev.sluice.kubernetes.pin.LostRevision;
import dev.sluice.kubernetes.pin.PinnedPipeline;
import dev.sluice.kubernetes.pin.PinnedUpload;
import dev.sluice.kubernetes.pin.Plans;
import dev.sluice.kubernetes.pin.Revisions;
import dev.sluice.kubernetes.pod.RunFrame;
import dev.sluice.kubernetes.pod.RunFrameBuilder;
import dev.sluice.kubernetes.report.ChildEntries;
import dev.sluice.kubernetes.report.LogsHint;
import dev.sluice.kubernetes.report.Queues;
import dev.sluice.kubernetes.report.RunStatuses;
import dev.sluice.kubernetes.report.Verification;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Brings a run one step on: read, observe, decide, apply, report. What it returns is when time alone will have changed something. It keeps
 * nothing in memory that a decision depends on.
 */
public final class RunReconciliation {

    private final Acceptor acceptor;
    private final Revisions revisions;
    private final Plans plans = new Plans();
    private final EarlierRuns earlierRuns;
    private final Cluster cluster;
    private final Objects objects;
    private final KubernetesRunner runner;
    private final Reporter reporter;
    private final Afterwards afterwards;
    private final RunQueue queue;
    private final JobGroups groups;
    private final Ancestors ancestors;
    private final Gates gates;
    private final RunUploads uploads;
    private final Guards guards;
    private final Clock clock;
    private final RollbackRequests requests;
    private final LastGoodRuns lastGood;
    private final String gitImage;
    private final Telling telling;

    public RunReconciliation(
            Acceptor acceptor,
            Revisions revisions,
            Cluster cluster,
            Objects objects,
            KubernetesRunner runner,
            Reporter reporter,
            Afterwards afterwards,
            RunQueue queue,
            JobGroups groups,
            EarlierRuns.Known runs,
            RunUploads uploads,
            Guards guards,
            Clock clock,
            String gitImage,
            Post post) {
        this.acceptor = acceptor;
        this.revisions = revisions;
        this.earlierRuns = new EarlierRuns(runs, revisions, plans);
        this.cluster = cluster;
        this.objects = objects;
        this.runner = runner;
        this.reporter = reporter;
        this.afterwards = afterwards;
        this.queue = queue;
        this.groups = groups;
        this.ancestors = new Ancestors(runs, revisions, plans, uploads, reporter::newest);
        this.gates = new Gates(reporter, this::decideWith, this::status, guards);
        this.guards = guards;
        this.uploads = uploads;
        this.clock = clock;
        this.gitImage = gitImage;
        this.requests = new RollbackRequests(reporter);
        this.telling = new Telling(post, this::command);
        this.lastGood = new LastGoodRuns(afterwards.known(), revisions, plans);
    }

    public Optional<Instant> reconcile(PipelineRun informed) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<Instant> next = reconcile(reporter.newest(informed), now);
        return Earliest.of(next, telling.tell(reporter.newest(informed), now));
    }

    private Optional<Instant> reconcile(PipelineRun read, Instant now) {
        PipelineRun run = read;
        try {
            Optional<RollbackRequest> back = RollbackRequests.of(run);
            if (back.isPresent() && (begun(run) || RunStatuses.ended(run.getStatus()))) {
                run = asked(run, back.get(), now);
            }
            if (RunStatuses.ended(run.getStatus())) {
                return rest(gates.ended(run), now);
            }
            if (!begun(run)) {
                return begin(run, now);
            }
            return RunQueue.queued(run.getStatus())
                    ? enter(standing(run), now)
                    : goOn(gates.asked(uploaded(standing(run), now), now), now);
        } catch (LostRevision e) {
            reporter.broken(run, e.getMessage(), toldNow(run), now);
            return Optional.empty();
        } catch (RunChanged e) {
            return Optional.of(now.plus(RunChanged.PAUSE));
        }
    }

    /** What it was planned from is lost, and with it whom to tell: what the pipeline says now is the best there is. */
    private List<Notification> toldNow(PipelineRun run) {
        return acceptor.accept(run) instanceof Acceptance.Accepted accepted
                ? accepted.plan().rules().notifications()
                : List.of();
    }

    private static boolean begun(PipelineRun run) {
        return run.getStatus() != null && run.getStatus().revision() != null;
    }

    private PipelineRun asked(PipelineRun run, RollbackRequest request, Instant now) {
        if (!begun(run)) {
            return requests.refused(run, request, "nothing of this run has run", now);
        }
        try {
            Standing standing = standing(run);
            return requests.answered(standing, request, standing.observed(attempts(standing), Map.of(), now), now);
        } catch (LostRevision e) {
            return requests.refused(run, request, e.getMessage(), now);
        }
    }

    /** What a run is made from is pinned, and that is on record, before anything of it is created. */
    private Optional<Instant> begin(PipelineRun run, Instant now) {
        Acceptance acceptance = acceptor.accept(run);
        if (acceptance instanceof Acceptance.Refused refused) {
            reporter.refused(run, refused, now);
            return Optional.empty();
        }
        Optional<String> nothingEarlier = earlierRuns.fault(run);
        if (nothingEarlier.isPresent()) {
            reporter.refused(run, new Acceptance.Refused("RunNotFound", nothingEarlier.get(), false), now);
            return Optional.empty();
        }
        Acceptance.Accepted accepted = (Acceptance.Accepted) acceptance;
        String namespace = run.getMetadata().getNamespace();
        revisions.pin(namespace, accepted.text(), accepted.generation());
        return enter(standing(run, accepted.text().revision(), List.of(), Turns.since(run, now)), now);
    }

    /** Where a concurrency group has no place for it, a run waits with no more made of it than its status. */
    private Optional<Instant> enter(Standing standing, Instant now) {
        if (Boolean.TRUE.equals(standing.run().getSpec().cancel())) {
            return begun(standing.letIn(now), now);
        }
        RunQueue.Answer answer = admission(standing, now);
        if (answer.admission() instanceof Admission.Admitted) {
            return begun(standing.letIn(now), now);
        }
        Standing waiting = standing.with(answer.admission());
        PipelineRunStatus status = status(waiting, decide(waiting, Map.of(), Grants.NONE, now), now);
        if (standing.run().getStatus() == null || standing.run().getStatus().revision() == null) {
            PipelineRun written = reporter.begun(standing.run(), status);
            return RunStatuses.ended(status) ? ended(written, now) : answer.lookAgain();
        }
        Reporter.Reported reported = reporter.report(standing.run(), status, false, false, now);
        return RunStatuses.ended(reported.run().getStatus())
                ? ended(reported.run(), now)
                : Earliest.of(answer.lookAgain(), reported.lookAgain());
    }

    private RunQueue.Answer admission(Standing standing, Instant now) {
        Optional<Concurrency> concurrency = standing.plan().rules().concurrency();
        if (concurrency.isEmpty() && !standing.plan().hasGroups()) {
            return RunQueue.Answer.ADMITTED;
        }
        WaitingAncestors waiting = ancestors.of(standing.run());
        Optional<Admission.Never> never = Deadlock.of(standing.plan(), waiting);
        if (never.isPresent()) {
            return new RunQueue.Answer(never.get(), Optional.empty());
        }
        if (concurrency.isEmpty()) {
            return RunQueue.Answer.ADMITTED;
        }
        return queue.ask(standing.run(), concurrency.get(), standing.startTime(), waiting, now)
                .orElseThrow(RunChanged::new);
    }

    private Optional<Instant> begun(Standing entered, Instant now) {
        Standing standing = takeOver(entered, now);
        Decision first = decide(standing, Map.of(), Grants.NONE, now);
        PipelineRunStatus status = status(standing, first, now);
        PipelineRun written = reporter.begun(standing.run(), status);
        return RunStatuses.ended(status) ? ended(written, now) : goOn(standing.with(gates.begun(written)), now);
    }

    /** Those behind it in a queue move up, whether it was ever let in or not. */
    private Optional<Instant> ended(PipelineRun run, Instant now) {
        standing(run).plan().rules().concurrency().ifPresent(concurrency -> queue.left(run, concurrency));
        return rest(run, now);
    }

    /** It has ended; what came of telling that is put on record, too. */
    private Optional<Instant> rest(PipelineRun run, Instant now) {
        Reporter.Reported reported = reporter.report(run, telling.told(run, run.getStatus(), now), false, false, now);
        return Earliest.of(reported.lookAgain(), afterwards.of(reported.run(), now));
    }

    private Optional<Instant> goOn(Standing before, Instant now) {
        Standing recorded = checkedOut(before.seen().isPresent() ? before : uploaded(before, now), now);
        Standing standing = takeOver(recorded, now);
        if (standing != recorded) {
            PipelineRunStatus status = status(standing, decide(standing, Map.of(), Grants.NONE, now), now);
            standing = standing.with(reporter.begun(standing.run(), status));
        }
        return proceed(standing, now);
    }

    /** The commit is on record before any job is told of it. */
    private Standing checkedOut(Standing standing, Instant now) {
        if (standing.plan().checkout().isEmpty()
                || !CheckoutStage.awaitsRecord(standing.plan(), standing.observed(attempts(standing), Map.of(), now))) {
            return standing;
        }
        PipelineRunStatus status = status(standing, decide(standing, Map.of(), Grants.NONE, now), now);
        return standing.with(reporter.begun(standing.run(), status));
    }

    /** What an earlier run did has to be on record before anything is started that comes after it: that run may go at any time. */
    private Standing takeOver(Standing before, Instant now) {
        Standing standing = before;
        if (standing.plan().request().rerun().isPresent()) {
            Map<JobId, JobReport> more =
                    decide(standing, Map.of(), Grants.NONE, now).takenOver();
            while (!more.isEmpty()) {
                standing = standing.takingOver(more);
                more = decide(standing, Map.of(), Grants.NONE, now).takenOver();
            }
        }
        return standing;
    }

    private Optional<Instant> proceed(Standing standing, Instant now) {
        Map<JobId, Failure> refused = new HashMap<>();
        JobGroups.Answer places = places(standing, now);
        Decision decision = decide(standing, refused, places.grants(), now);
        Applied applied = apply(standing, decision);
        while (!applied.failures().isEmpty()) {
            refused.putAll(applied.failures());
            decision = decide(standing, refused, places.grants(), now);
            applied = apply(standing, decision);
        }
        Reporter.Reported reported = reporter.report(
                standing.run(),
                status(standing, Rooms.told(decision, applied), now),
                !refused.isEmpty() || leavesUntold(standing),
                !decision.actions().isEmpty(),
                now);
        if (RunStatuses.ended(reported.run().getStatus())) {
            return rest(reported.run(), now);
        }
        return Earliest.of(
                decision.lookAgain(),
                reported.lookAgain(),
                Rooms.lookAgain(applied, now),
                places.lookAgain(),
                Gates.lookAgain(standing, decision.report()));
    }

    /** What is to start is asked for first, and is told and done by what was given. */
    private JobGroups.Answer places(Standing standing, Instant now) {
        if (!standing.plan().hasGroups()) {
            return JobGroups.Answer.NONE;
        }
        Decision wanted = decide(standing, Map.of(), Grants.NONE, now);
        return groups.settle(standing.run(), standing.startTime(), ancestors.of(standing.run()), wanted.claims(), now)
                .orElseThrow(RunChanged::new);
    }

    private Decision decide(Standing standing, Map<JobId, Failure> refused, Grants grants, Instant now) {
        return decide(
                standing, standing.observed(attempts(standing), refused, now).withGrants(grants), now);
    }

    private Decision decideWith(Map<String, GateRecord> gates, Standing standing, Instant now) {
        Map<JobId, Failure> none = Map.of();
        return decide(standing, standing.observed(attempts(standing), none, now).withGates(gates), now);
    }

    private Decision decide(Standing standing, Observed observed, Instant now) {
        PipelineRun run = standing.run();
        RunFacts facts =
                new RunFacts(run.getMetadata().getName(), run.getMetadata().getUid());
        Observed whole = observed.withEarlier(earlierRuns.of(run), standing.agentTexts())
                .withAncestors(standing.plan().hasGroups() ? ancestors.of(run) : WaitingAncestors.NONE);
        return Scheduler.decide(facts, standing.plan(), whole, now);
    }

    /** What jobs added to the run is on record before anything of it is planned, and before they count as ended. */
    private Standing uploaded(Standing before, Instant now) {
        if (!before.plan().mayGrow()) {
            return before;
        }
        Standing standing = before.having(attempts(before));
        PinnedPipeline pinned = pinned(standing.run(), standing.revision());
        List<PinnedUpload> more =
                uploads.unrecorded(standing, pinned, standing.observed(attempts(standing), Map.of(), now));
        if (more.isEmpty()) {
            return standing;
        }
        List<PinnedUpload> all = new ArrayList<>(standing.uploads());
        all.addAll(more);
        Standing longer = standing(standing.run(), standing.revision(), all, standing.startTime())
                .having(standing.seen().orElseThrow());
        Decision decision = decide(longer, Map.of(), Grants.NONE, now);
        return longer.with(reporter.report(standing.run(), status(longer, decision, now), true, true, now)
                .run());
    }

    private Applied apply(Standing standing, Decision decision) {
        RunFrame frame = standing.frame();
        boolean begun = standing.recorded().begun()
                || !objects.pods(frame.namespace(), frame.name()).isEmpty();
        return runner.apply(frame, standing.plan(), decision.actions(), begun);
    }

    /** An attempt that seems to have vanished may only not have reached the informer yet: the API server is asked before it counts as lost. */
    private Map<JobId, Attempt> attempts(Standing standing) {
        RunFrame frame = standing.frame();
        Map<JobId, Attempt> attempts = informedAttempts(standing);
        var recorded = standing.recorded();
        var missing = RunObserver.missing(recorded, attempts);
        missing.removeAll(recorded.settled().keySet());
        if (missing.isEmpty()) {
            return RunUploads.believed(standing, attempts);
        }
        cluster.jobsOf(frame.namespace(), frame.name()).forEach(objects::created);
        cluster.podsOf(frame.namespace(), frame.name()).forEach(objects::created);
        cluster.childrenOf(frame.namespace(), frame.name()).forEach(objects::created);
        return RunUploads.believed(standing, informedAttempts(standing));
    }

    /**
     * A Pod is being deleted, and its attempt is on no record yet: once it is gone nothing would tell that it was there, it would be made again
     * as the same attempt, and something that deletes Pods as they come would keep a run going round for ever.
     */
    private boolean leavesUntold(Standing standing) {
        RunFrame frame = standing.frame();
        if (objects.pods(frame.namespace(), frame.name()).stream().noneMatch(Pod::isMarkedForDeletion)
                && objects.children(frame.namespace(), frame.name()).isEmpty()) {
            return false;
        }
        Map<JobId, Attempt> recorded = standing.recorded().active();
        return informedAttempts(standing).entrySet().stream()
                .filter(e -> e.getValue().state() instanceof Attempt.State.Stopping)
                .anyMatch(e -> !recorded.containsKey(e.getKey())
                        || recorded.get(e.getKey()).number() < e.getValue().number());
    }

    private Map<JobId, Attempt> informedAttempts(Standing standing) {
        RunFrame frame = standing.frame();
        Map<JobId, Attempt> attempts = RunObserver.attempts(
                frame.uid(),
                objects.pods(frame.namespace(), frame.name()),
                objects.jobs(frame.namespace(), frame.name()));
        attempts.putAll(
                Children.attempts(frame.uid(), standing.plan(), objects.children(frame.namespace(), frame.name())));
        return attempts;
    }

    private PipelineRunStatus status(Standing standing, Decision decision, Instant now) {
        PipelineRunStatus status = RunStatuses.of(
                standing.told(),
                decision.report(),
                standing.plan(),
                new LogsHint(standing.frame(), standing.plan()),
                standing.run().getMetadata().getGeneration(),
                standing.revision(),
                standing.startTime(),
                ChildEntries.of(
                        standing.run().getStatus(),
                        standing.frame().uid(),
                        objects.children(
                                standing.frame().namespace(), standing.frame().name())),
                Verification.of(standing.run().getStatus(), decision.report(), standing.guard()),
                now);
        return telling.told(
                standing.run(),
                Queues.told(status, standing.admission(), standing.run().getStatus()),
                now);
    }

    /** What lets a gate on, for those who are told elsewhere that it waits. */
    private String command(PipelineRun run, String name) {
        Standing standing = standing(run);
        return standing.plan()
                .gate(name)
                .map(gate -> GateHint.command(
                        standing.frame().namespace(), standing.frame().name(), gate))
                .orElse("");
    }

    private Standing standing(PipelineRun run) {
        return standing(
                run,
                run.getStatus().revision(),
                uploads.recorded(run),
                run.getStatus().startTime());
    }

    private Guard guard(PipelineRun run) {
        String namespace = run.getMetadata().getNamespace();
        Guard known = guards.known(namespace);
        return Verification.doubtful(run.getStatus(), RecordedGates.of(run.getStatus()), known)
                ? guards.asked(namespace)
                : known;
    }

    private PinnedPipeline pinned(PipelineRun run, String revision) {
        return revisions.read(run.getMetadata().getNamespace(), revision);
    }

    private Standing standing(PipelineRun run, String revision, List<PinnedUpload> added, Instant startTime) {
        String namespace = run.getMetadata().getNamespace();
        PinnedPipeline pinned = pinned(run, revision);
        Plan plan = plans.plan(run, pinned, added);
        Map<String, PodTemplateSpec> agents = new HashMap<>(pinned.agents());
        added.forEach(upload -> upload.agents().forEach(agents::putIfAbsent));
        Optional<LastGoodRuns.Found> good = lastGood.of(run, plan);
        Guard guard = guard(run);
        RunFrame frame = RunFrameBuilder.builder()
                .namespace(namespace)
                .name(run.getMetadata().getName())
                .uid(run.getMetadata().getUid())
                .pipeline(Plans.pipelineName(run))
                .agents(agents)
                .before(good.map(found -> found.pinned().agents()).orElse(Map.of()))
                .uploadUrl(uploads.url())
                .gitImage(gitImage)
                .commit(earlierRuns.commit(run, plan))
                .startedBy(Standing.starter(run, guard))
                .build();
        Plan extended = good.map(found -> plan.withLastGood(found.run())).orElse(plan);
        return StandingBuilder.builder()
                .run(run)
                .frame(frame)
                .plan(extended)
                .revision(revision)
                .startTime(startTime)
                .admission(Admission.ADMITTED)
                .agentTexts(pinned.agentTexts())
                .takenOver(Map.of())
                .uploads(added)
                .digest(Digests.of(run, pinned, plan, added))
                .guard(guard)
                .build();
    }
}
