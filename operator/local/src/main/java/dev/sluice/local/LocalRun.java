package dev.sluice.local;

import dev.sluice.core.cache.CacheRule;
import dev.sluice.core.concurrency.Admission;
import dev.sluice.core.concurrency.Claim;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.model.Work;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Upload;
import dev.sluice.core.schedule.Action;
import dev.sluice.core.schedule.Assurance;
import dev.sluice.core.schedule.Decision;
import dev.sluice.core.schedule.Earlier;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.Observed;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.Rollback;
import dev.sluice.core.schedule.RunFacts;
import dev.sluice.core.schedule.Scheduler;
import dev.sluice.core.schedule.UploadPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One run as processes of this machine: observe, decide, report, apply, until nothing is left. One thread does it all; the ends of
 * processes, the scheduler's timers and a cancellation wake it.
 */
public final class LocalRun {

    /** From the kind end of a process to the hard one. */
    public static final Duration GRACE = Duration.ofSeconds(10);

    private static final Asker NOBODY =
            (gate, prompt, reply) -> reply.accept(new Asker.Reply(false, "", "nobody is there to ask", Map.of()));

    /** A run that ends by a failure of this machine wakes nobody. */
    private static final Duration ASYNCHRONOUS = Duration.ofSeconds(1);

    private final LocalSetup setup;
    private final RunFacts facts;
    private final LocalUploads uploads;
    private final Starting starting;
    private final RunNews news;
    private final Optional<Earlier> earlier;
    private final Map<String, String> agents;
    private final Machine machine;
    private final Ledger ledger;
    private final RunListener listener;
    private final Asker asker;
    private final Clock clock;
    private final Duration grace;
    private final Optional<LocalGroups> groups;
    private Instant startTime;
    private Admission admission = Admission.ADMITTED;
    private boolean letIn;

    private final BlockingQueue<RunEvent> events = new LinkedBlockingQueue<>();
    private final Runnable wake = () -> events.add(new RunEvent.Wake());
    private final Attempts attempts = new Attempts();
    private Map<JobId, JobReport> settled = Map.of();
    private final Map<JobId, JobReport> takenOver = new HashMap<>();
    private Map<String, GateRecord> gates = Map.of();
    private List<Rollback> rollbacks = List.of();
    private Plan plan;
    private boolean cancelRequested;
    private boolean hard;

    /** One that asks nobody: what would be asked is rejected. */
    public LocalRun(LocalSetup setup, RunListener listener, Clock clock, Duration grace) {
        this(setup, listener, NOBODY, clock, grace);
    }

    /** @param setup what is run, and where */
    public LocalRun(LocalSetup setup, RunListener listener, Asker asker, Clock clock, Duration grace) {
        this(setup, listener, asker, clock, grace, starter -> new ThisMachine(starter, clock));
    }

    LocalRun(
            LocalSetup setup,
            RunListener listener,
            Asker asker,
            Clock clock,
            Duration grace,
            Function<ProcessStarter, Machine> machine) {
        this.setup = setup;
        this.facts = new RunFacts(setup.folder().run(), setup.id());
        this.plan = setup.plan();
        this.earlier = setup.earlier().map(all -> all.of(this::knownByDigest));
        this.agents = setup.agentTexts();
        this.uploads = new LocalUploads(setup);
        ProcessStarter starter = new ProcessStarter(setup::agents, setup.folder(), setup.directory(), setup.caller());
        this.machine = machine.apply(starter);
        this.listener = new Listeners(new EventLog(setup, clock), listener);
        this.starting = new Starting(setup, this.machine, starter, this.listener, clock, grace, events::add);
        this.news = new RunNews(this.listener, setup.plan().pipeline());
        this.asker = asker;
        this.clock = clock;
        this.grace = grace;
        this.startTime = setup.kept().map(kept -> kept.ledger().start()).orElseGet(clock::instant);
        setup.kept().ifPresent(this::restore);
        this.ledger = new Ledger(setup, startTime);
        this.groups = LocalGroups.of(setup, wake, () -> events.add(new RunEvent.GiveWay()));
    }

    /** As it has been. It was let into its concurrency group then, and what was told of it is not told again. */
    private void restore(KeptRun kept) {
        LedgerRecord record = kept.ledger();
        settled = record.settled();
        rollbacks = record.rollbacks();
        gates = record.gates();
        news.known(record);
        // Or what a person asked for later was cancelled, in a process of its own.
        boolean itself = rollbacks.stream()
                .allMatch(rollback -> rollback.refused() || rollback.cause() == Rollback.Cause.FAILURE);
        cancelRequested = itself && record.state().equals("Cancelled");
        letIn = true;
        kept.asked().ifPresent(request -> {
            List<Rollback> more = new ArrayList<>(rollbacks);
            more.add(request.judged(plan, observed(), clock.instant()));
            rollbacks = more;
        });
    }

    /** What did nothing changes no end. */
    private Instant end() {
        return setup.kept()
                .filter(kept -> attempts.none())
                .flatMap(kept -> kept.ledger().end())
                .orElseGet(clock::instant);
    }

    /** Asks the run to end: the first time kindly, from the second time on at once. From any thread. */
    public void cancel() {
        events.add(new RunEvent.Cancel());
    }

    /** Returns when nothing of the run is left, also when interrupted or failing. */
    public Report run() throws InterruptedException {
        try {
            while (true) {
                List<Upload> uploaded = UploadPolicy.pending(plan, observed());
                if (!uploaded.isEmpty()) {
                    plan = uploads.plan(uploaded, listener);
                }
                Decision decided = decide(clock.instant());
                Decision decision = setup.kept().map(kept -> kept.told(decided)).orElse(decided);
                boolean news = tell(decision.report());
                if (decision.report().phase().ended() && attempts.active().isEmpty()) {
                    ledger.close(plan, decision.report(), attempts, end());
                    starting.tidy();
                    groups.ifPresent(LocalGroups::close); // those it waits for now are in none of its places' way
                    awaitAsynchronous();
                    listener.finished(decision.report());
                    return decision.report();
                }
                if (!apply(decision.actions()) && !news) {
                    await(decision.lookAgain());
                }
            }
        } finally {
            attempts.active().forEach(JobProcess::kill);
            attempts.active().forEach(process -> process.endTree(clock.instant()));
            attempts.active().stream()
                    .filter(JobProcess::holdsSlot)
                    .forEach(process -> setup.family().slots().free());
            groups.ifPresent(LocalGroups::close);
        }
    }

    /** Places in concurrency groups are asked for first: what is told and done is by what was given. */
    private Decision decide(Instant now) {
        if (groups.isEmpty()) {
            return Scheduler.decide(facts, plan, observed(), now);
        }
        if (!letIn && !cancelRequested) {
            admission = groups.get().admission(startTime);
            letIn = admission instanceof Admission.Admitted;
            startTime = letIn ? now : startTime; // the time it waited is none of its own
        }
        Observed observed = observed().withAdmission(admission);
        List<Claim> claims = Scheduler.decide(facts, plan, observed, now).claims();
        return Scheduler.decide(facts, plan, observed.withGrants(groups.get().grants(startTime, claims)), now);
    }

    private Observed observed() {
        return new Observed(startTime, cancelRequested, settled, attempts.newest())
                .withGates(gates)
                .withAssurance(Assurance.ALONE.of(uploads.digest(), Optional.empty()))
                .withSettled(takenOver)
                .withEarlier(earlier, agents)
                .withAncestors(setup.ancestors())
                .withRollbacks(rollbacks);
    }

    /** Whether a gate was decided or a rollback has become due: that is on record now, and lets others go on. */
    private boolean tell(Report report) {
        Map<JobId, JobReport> jobs = RunNews.byId(report);
        news.ended(attempts.untold(), jobs, this::digest);
        news.steps(report);
        jobs.values().removeIf(job -> !job.state().ended());
        settled = jobs;
        news.rollbacks(rollbacks, report.rollbacks());
        boolean decided = tellOfGates(report.gates()) | !report.rollbacks().equals(rollbacks);
        rollbacks = report.rollbacks();
        ledger.write(plan, report, attempts, clock.instant());
        return decided;
    }

    /** Whether a step's inputs changed since an earlier run only the cache can tell, where it may be asked. */
    private boolean knownByDigest(String step) {
        return !setup.cache().on()
                || setup.plan().request().choice().taken().contains(step)
                || setup.plan().find(step).isEmpty()
                || CacheRule.refusal(setup.plan(), step).isPresent();
    }

    private String digest(JobProcess process) {
        CommandStep step = (CommandStep) plan.step(process.job().id().step()).step();
        return Earlier.digest(process.assignment(), step, agents);
    }

    private boolean tellOfGates(List<GateReport> reports) {
        Map<String, GateRecord> records = new HashMap<>();
        boolean decided = false;
        for (GateReport gate : reports) {
            records.put(gate.name(), gate.record());
            RunNews.Gate told = news.gate(gate);
            decided |= told == RunNews.Gate.DECIDED;
            boolean again = told == RunNews.Gate.NOTHING && voided(gates.get(gate.name()), gate.record());
            if (told == RunNews.Gate.OPENED || again) {
                GateStep step = plan.gate(gate.name()).orElseThrow();
                asker.ask(step, gate.prompt(), reply -> events.add(new RunEvent.Decided(gate.name(), reply)));
            }
        }
        gates = records;
        return decided;
    }

    /** What was said was about something else: people are asked again. */
    private static boolean voided(GateRecord before, GateRecord now) {
        return before != null && before.votes().size() < now.votes().size() && saysVoid(now);
    }

    private static boolean saysVoid(GateRecord gate) {
        return gate.votes().get(gate.votes().size() - 1).kind() == GateRecord.Vote.Kind.VOID;
    }

    /** Whether anything was done: then there is something new to observe. */
    private boolean apply(List<Action> actions) {
        boolean done = false;
        for (Action action : actions) {
            if (action instanceof Action.Start start) {
                done |= start(start);
            } else if (action instanceof Action.Stop stop) {
                done |= stop(stop);
            } else if (action instanceof Action.TakeOver takeOver) {
                done |= takenOver.put(takeOver.job().id(), takeOver.report()) == null;
            }
        }
        return done;
    }

    private boolean start(Action.Start action) {
        if (attempts.of(action.job().id()).size() >= action.attempt()) {
            return false;
        }
        if (action.assignment().program().orElse(null) instanceof Work.Program.Downstream downstream) {
            attempts.add(starting.downstream(plan, action, downstream, startTime));
            return true;
        }
        if (!setup.family().slots().take(wake)) {
            return false;
        }
        begun(() -> starting.begin(plan, action));
        return true;
    }

    /** It has a slot, which is free again where nothing came of it. */
    private void begun(Supplier<JobProcess> begin) {
        boolean holds = false;
        try {
            JobProcess process = begin.get();
            attempts.add(process);
            holds = process.active();
        } finally {
            if (!holds) {
                setup.family().slots().free();
            }
        }
    }

    /** Whoever was started and not waited for would end with this process. */
    private void awaitAsynchronous() throws InterruptedException {
        if (setup.parent().isPresent()) {
            return;
        }
        long alive = asynchronous().count();
        if (alive > 0) {
            listener.waiting((int) alive);
        }
        while (asynchronous().findAny().isPresent()) {
            RunEvent event = events.poll(ASYNCHRONOUS.toMillis(), TimeUnit.MILLISECONDS);
            if (event instanceof RunEvent.Cancel) {
                asynchronous().forEach(ChildRun::terminate);
            }
        }
    }

    private Stream<ChildRun> asynchronous() {
        return setup.family().asynchronous().stream().filter(ChildRun::alive);
    }

    private boolean stop(Action.Stop action) {
        Optional<JobProcess> process = attempts.running(action.job().id());
        process.ifPresent(p -> p.stop(action.why(), clock.instant(), hard ? Duration.ZERO : grace));
        return process.isPresent();
    }

    private void await(Optional<Instant> lookAgain) throws InterruptedException {
        Optional<Instant> wake = Stream.of(lookAgain.stream(), attempts.killTimes(), ledger.due().stream())
                .flatMap(s -> s)
                .min(Comparator.naturalOrder());
        RunEvent event = machine.await(events, wake).orElse(null);
        for (; event != null; event = events.poll()) {
            handle(event);
        }
        attempts.killDue(clock.instant());
    }

    private void handle(RunEvent event) {
        if (event instanceof RunEvent.Ended ended) {
            JobProcess process = ended.process();
            process.ended(ended.exitCode(), ended.fault(), clock.instant(), timeout(process));
            attempts.ended(process);
            setup.family().slots().free();
            return;
        }
        if (event instanceof RunEvent.Looked looked) {
            looked(looked.looking(), looked);
            return;
        }
        if (event instanceof RunEvent.ChildEnded ended) {
            ended.step().ended(ended.state(), clock.instant());
            attempts.ended(ended.step());
            return;
        }
        if (event instanceof RunEvent.Wake) {
            return;
        }
        if (event instanceof RunEvent.Decided decided) {
            decided(decided.gate(), decided.reply());
            return;
        }
        if (event instanceof RunEvent.GiveWay) {
            cancelRequested = true;
            listener.stopping(attempts.active().size(), false);
            return;
        }
        hard = cancelRequested;
        cancelRequested = true;
        listener.stopping(attempts.active().size(), hard);
        if (setup.parent().isEmpty()) {
            asynchronous().forEach(ChildRun::terminate); // whoever asks the process to end means them too
        }
        if (hard) {
            attempts.active().forEach(this::endNow);
        }
    }

    /** What was found takes the job's place; else it runs, with the slot that it has. */
    private void looked(JobProcess looking, RunEvent.Looked looked) {
        if (looking.stopping()) {
            looking.notBegun(clock.instant());
            listener.starting(looking.job(), looking.record());
            listener.started(looking.job(), looking.record());
        } else if (looked.outputs().isPresent()) {
            looking.taken(looked.outputs().get(), clock.instant());
        } else {
            attempts.remove(looking);
            begun(() -> starting.process(plan, looking.action(), looked.key()));
            return;
        }
        attempts.ended(looking);
        setup.family().slots().free();
    }

    private void decided(String name, Asker.Reply reply) {
        GateRecord gate = gates.get(name);
        if (gate != null && gate.verdict().isEmpty() && (gate.votes().isEmpty() || saysVoid(gate))) {
            Map<String, GateRecord> changed = new HashMap<>(gates);
            changed.put(
                    name,
                    gate.with(
                            new GateRecord.Vote(reply.person(), reply.approves(), reply.comment(), clock.instant()),
                            reply.answers()));
            gates = changed;
        }
    }

    /** The scheduler may not have been asked since the first cancellation: what is killed was stopped by the run's end all the same. */
    private void endNow(JobProcess process) {
        if (!process.stopping()) {
            process.stop(Action.Why.RUN_ENDED, clock.instant(), Duration.ZERO);
        }
        process.kill();
    }

    private Optional<Duration> timeout(JobProcess process) {
        return ((CommandStep) plan.step(process.job().id().step()).step())
                .limits()
                .timeout();
    }
}
