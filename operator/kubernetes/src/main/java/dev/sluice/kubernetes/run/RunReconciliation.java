package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.model.Notification;
import dev.sluice.kubernetes.act.Cluster;
import dev.sluice.kubernetes.act.KubernetesRunner;
import dev.sluice.kubernetes.act.Objects;
import dev.sluice.kubernetes.gate.GateHint;
import dev.sluice.kubernetes.group.JobGroups;
import dev.sluice.kubernetes.group.RunQueue;
import dev.sluice.kubernetes.guard.Guards;
import dev.sluice.kubernetes.notify.Post;
import dev.sluice.kubernetes.pin.Acceptance;
import dev.sluice.kubernetes.pin.Acceptor;
import dev.sluice.kubernetes.pin.LostRevision;
import dev.sluice.kubernetes.pin.Plans;
import dev.sluice.kubernetes.pin.Revisions;
import dev.sluice.kubernetes.report.RunStatuses;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/**
 * Brings a run one step on: read, observe, decide, apply, report. What it returns is when time alone will have changed something. It keeps
 * nothing in memory that a decision depends on.
 */
public final class RunReconciliation {

    private final Acceptor acceptor;
    private final RollbackRequests rollbacks;
    private final Standings standings;
    private final Growth growth;
    private final Gates gates;
    private final RunQueue queue;
    private final NewRuns newRuns;
    private final QueuedRuns queuedRuns;
    private final RunsUnderWay underWay;
    private final RunsAtRest atRest;
    private final Reporter reporter;
    private final Telling telling;
    private final Clock clock;

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
        this.reporter = reporter;
        this.clock = clock;
        this.queue = queue;
        Plans plans = new Plans();
        EarlierRuns earlierRuns = new EarlierRuns(runs, revisions, plans);
        LastGoodRuns lastGood = new LastGoodRuns(afterwards.known(), revisions, plans);
        Ancestors ancestors = new Ancestors(runs, revisions, plans, uploads, reporter::newest);
        Attempts attempts = new Attempts(cluster, objects);
        Decisions decisions = new Decisions(attempts, earlierRuns, ancestors);
        Admissions admissions = new Admissions(queue, groups, ancestors, decisions);
        standings = new Standings(revisions, plans, earlierRuns, lastGood, uploads, guards, gitImage);
        telling = new Telling(post, this::command);
        Statuses statuses = new Statuses(objects, decisions, telling);
        rollbacks = new RollbackRequests(standings, decisions, reporter);
        growth = new Growth(uploads, standings, attempts, decisions, statuses, reporter);
        gates = new Gates(reporter, decisions, statuses, guards);
        atRest = new RunsAtRest(standings, admissions, telling, reporter, afterwards);
        underWay =
                new RunsUnderWay(growth, attempts, admissions, decisions, statuses, runner, objects, reporter, atRest);
        queuedRuns = new QueuedRuns(admissions, statuses, reporter, gates, underWay, atRest);
        newRuns = new NewRuns(acceptor, revisions, earlierRuns, standings, reporter);
    }

    public Optional<Instant> reconcile(PipelineRun informed) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Optional<Instant> next = reconcile(reporter.newest(informed), now);
        return Earliest.of(next, telling.tell(reporter.newest(informed), now));
    }

    private Optional<Instant> reconcile(PipelineRun read, Instant now) {
        PipelineRun run = read;
        try {
            run = rollbacks.asked(run, now);
            if (RunStatuses.ended(run.getStatus())) {
                return atRest.of(gates.ended(run), now);
            }
            if (!Standings.begun(run)) {
                return newRuns.accepted(run, now).flatMap(standing -> queuedRuns.enter(standing, now));
            }
            Standing standing = standings.of(run);
            return RunQueue.queued(run.getStatus())
                    ? queuedRuns.enter(standing, now)
                    : underWay.goOn(gates.asked(growth.recorded(standing, now), now), now);
        } catch (LostRevision e) {
            reporter.broken(run, e.getMessage(), toldNow(run), now);
            queue.left(run);
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

    /** What lets a gate on, for those who are told elsewhere that it waits. */
    private String command(PipelineRun run, String name) {
        Standing standing = standings.of(run);
        return standing.plan()
                .gate(name)
                .map(gate -> GateHint.command(
                        standing.frame().namespace(), standing.frame().name(), gate))
                .orElse("");
    }
}
