package dev.sluice.local;

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
import dev.sluice.core.schedule.Attempt;
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
import dev.sluice.core.schedule.StepReport;
import dev.sluice.core.schedule.UploadPolicy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    private final ProcessStarter starter;
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

    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Runnable wake = () -> events.add(new Event.Wake());
    private final Map<JobId, List<JobProcess>> attempts = new LinkedHashMap<>();
    private final List<JobProcess> active = new ArrayList<>();
    private final List<JobProcess> untold = new ArrayList<>();
    private Map<JobId, JobReport> settled = Map.of();
    private final Map<JobId, JobReport> takenOver = new HashMap<>();
    private Map<String, GateRecord> gates = Map.of();
    private final Map<String, GateReport.State> toldOfGates = new HashMap<>();
    private final Map<String, StepReport.State> told = new HashMap<>();
    private String waits = "";
    private List<Rollback> rollbacks = List.of();
    private Plan plan;
    private boolean cancelRequested;
    private boolean hard;

    private sealed interface Event {

        record Ended(JobProcess process, int exitCode) implements Event {}

        record ChildEnded(JobProcess step, Attempt.State state) implements Event {}

        /** There may be room for another process or in a concurrency group, or a run that was not waited for has ended. */
        record Wake() implements Event {}

        record Decided(String gate, Asker.Reply reply) implements Event {}

        record Cancel() implements Event {}
    }

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
        this.earlier = setup.earlier();
        this.agents = setup.agentTexts();
        this.uploads = new LocalUploads(setup);
        this.starter = new ProcessStarter(setup::agents, setup.folder(), setup.directory(), setup.caller());
        this.machine = machine.apply(starter);
        this.listener = listener;
        this.asker = asker;
        this.clock = clock;
        this.grace = grace;
        this.startTime = setup.kept().map(kept -> kept.ledger().start()).orElseGet(clock::instant);
        setup.kept().ifPresent(this::restore);
        this.ledger = new Ledger(setup, startTime);
        this.groups = LocalGroups.of(setup, wake);
    }

    /** As it has been. It was let into its concurrency group then, and what was told of it is not told again. */
    private void restore(KeptRun kept) {
        LedgerRecord record = kept.ledger();
        settled = record.settled();
        rollbacks = record.rollbacks();
        gates = record.gates();
        toldOfGates.putAll(record.gateStates());
        record.steps().forEach(step -> told.put(step, StepReport.State.SUCCEEDED));
        boolean itself = rollbacks.stream().allMatch(Rollback::refused); // or a rollback was cancelled
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
                .filter(kept -> attempts.isEmpty())
                .flatMap(kept -> kept.ledger().end())
                .orElseGet(clock::instant);
    }

    /** Asks the run to end: the first time kindly, from the second time on at once. From any thread. */
    public void cancel() {
        events.add(new Event.Cancel());
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
                if (decision.report().phase().ended() && active.isEmpty()) {
                    ledger.close(plan, decision.report(), attempts, end());
                    awaitAsynchronous();
                    listener.finished(decision.report());
                    return decision.report();
                }
                if (!apply(decision.actions()) && !news) {
                    await(decision.lookAgain());
                }
            }
        } finally {
            active.forEach(JobProcess::kill);
            active.forEach(process -> process.endTree(clock.instant()));
            active.stream()
                    .filter(JobProcess::isProcess)
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
        Map<JobId, Attempt> newest = new HashMap<>();
        attempts.forEach((id, all) -> newest.put(id, all.get(all.size() - 1).attempt()));
        return new Observed(startTime, cancelRequested, settled, newest)
                .withGates(gates)
                .withAssurance(Assurance.ALONE)
                .withSettled(takenOver)
                .withEarlier(earlier, agents)
                .withRollbacks(rollbacks);
    }

    /** Whether a gate was decided or a rollback has become due: that is on record now, and lets others go on. */
    private boolean tell(Report report) {
        Map<JobId, JobReport> jobs = byId(report);
        for (JobProcess process : untold) {
            JobReport job = jobs.get(process.job().id());
            process.judged(job.failure());
            listener.ended(process.job(), process.record(), job);
        }
        untold.clear();
        tellWaits(report);
        for (StepReport step : report.steps()) {
            if (step.state().ended() && told.put(step.name(), step.state()) == null) {
                listener.stepEnded(step);
            }
        }
        Map<JobId, JobReport> ended = new HashMap<>(jobs);
        ended.values().removeIf(job -> !job.state().ended());
        settled = ended;
        boolean decided = tellOfGates(report.gates()) | tellOfRollbacks(report.rollbacks());
        ledger.write(plan, report, attempts, clock.instant());
        return decided;
    }

    private boolean tellOfRollbacks(List<Rollback> reports) {
        boolean begun = !reports.equals(rollbacks);
        for (Rollback rollback : reports) {
            if (rollback.active() && rollbacks.stream().noneMatch(r -> r.id() == rollback.id())) {
                listener.rollingBack(rollback);
            }
        }
        rollbacks = reports;
        return begun;
    }

    private boolean tellOfGates(List<GateReport> reports) {
        Map<String, GateRecord> records = new HashMap<>();
        boolean decided = false;
        for (GateReport gate : reports) {
            records.put(gate.name(), gate.record());
            GateReport.State before = toldOfGates.put(gate.name(), gate.state());
            if (before != gate.state()) {
                listener.gate(gate);
                decided |= gate.record().verdict().isPresent();
            }
            if (before == null && gate.state() == GateReport.State.WAITING) {
                GateStep step = plan.gate(gate.name()).orElseThrow();
                asker.ask(step, gate.prompt(), reply -> events.add(new Event.Decided(gate.name(), reply)));
            }
        }
        gates = records;
        return decided;
    }

    private void tellWaits(Report report) {
        String now =
                report.reason() == Report.Reason.QUEUED ? plan.pipeline() + " " + report.message() : queued(report);
        if (!now.isEmpty() && !now.equals(waits)) {
            listener.waits(now);
        }
        waits = now;
    }

    private static String queued(Report report) {
        return report.steps().stream()
                .filter(step -> step.state() == StepReport.State.QUEUED)
                .map(step -> step.name() + " " + step.message())
                .collect(Collectors.joining("; "));
    }

    private static Map<JobId, JobReport> byId(Report report) {
        Map<JobId, JobReport> jobs = new HashMap<>();
        for (StepReport step : report.steps()) {
            for (int i = 0; i < step.jobs().size(); i++) {
                jobs.put(new JobId(step.name(), i), step.jobs().get(i));
            }
        }
        return jobs;
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
        if (attempts.getOrDefault(action.job().id(), List.of()).size() >= action.attempt()) {
            return false;
        }
        if (action.assignment().program().orElse(null) instanceof Work.Program.Downstream downstream) {
            return start(action, downstream);
        }
        if (!setup.family().slots().take(wake)) {
            return false;
        }
        Machine.Started started = startProcess(action);
        JobProcess process = started.job();
        attempts.computeIfAbsent(action.job().id(), id -> new ArrayList<>()).add(process);
        listener.started(action.job(), process.record());
        if (started.exitCode().isPresent()) {
            active.add(process);
            started.exitCode()
                    .get()
                    .thenAcceptAsync(
                            exitCode -> {
                                process.endTree(clock.instant());
                                events.add(new Event.Ended(process, exitCode));
                            },
                            machine.enders());
        } else {
            untold.add(process);
            setup.family().slots().free();
        }
        return true;
    }

    private Machine.Started startProcess(Action.Start action) {
        try {
            return machine.start(plan, action, clock.instant());
        } catch (LocalFailure e) {
            setup.family().slots().free();
            throw e;
        }
    }

    private boolean start(Action.Start action, Work.Program.Downstream downstream) {
        AtomicReference<JobProcess> step = new AtomicReference<>();
        ChildRun.Made made = ChildRun.make(
                setup,
                downstream,
                listener,
                clock,
                grace,
                state -> events.add(downstream.async() ? new Event.Wake() : new Event.ChildEnded(step.get(), state)));
        Instant now = clock.instant();
        String line = made.run().map(run -> "run " + run.name()).orElse(made.trouble());
        JobProcess.Files files = starter.filesOf(action, line);
        JobProcess process = made.run().isEmpty()
                ? JobProcess.unstartable(action, now, files, made.trouble())
                : downstream.async()
                        ? JobProcess.done(action, now, files, made.run().get().begun(now))
                        : JobProcess.ofRun(action, now, files, made.run().get());
        step.set(process);
        attempts.computeIfAbsent(action.job().id(), id -> new ArrayList<>()).add(process);
        listener.started(action.job(), process.record());
        if (process.active()) {
            active.add(process);
        } else {
            untold.add(process);
            made.run().ifPresent(setup.family().asynchronous()::add);
        }
        made.run().ifPresent(ChildRun::begin);
        return true;
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
            Event event = events.poll(ASYNCHRONOUS.toMillis(), TimeUnit.MILLISECONDS);
            if (event instanceof Event.Cancel) {
                asynchronous().forEach(ChildRun::terminate);
            }
        }
    }

    private Stream<ChildRun> asynchronous() {
        return setup.family().asynchronous().stream().filter(ChildRun::alive);
    }

    private boolean stop(Action.Stop action) {
        Optional<JobProcess> process = active.stream()
                .filter(p -> p.job().id().equals(action.job().id()) && !p.stopping())
                .findFirst();
        process.ifPresent(p -> p.stop(action.why(), clock.instant(), hard ? Duration.ZERO : grace));
        return process.isPresent();
    }

    private void await(Optional<Instant> lookAgain) throws InterruptedException {
        Optional<Instant> wake = Stream.of(
                        lookAgain.stream(), active.stream().flatMap(p -> p.killAt().stream()), ledger.due().stream())
                .flatMap(s -> s)
                .min(Comparator.naturalOrder());
        Event event = machine.await(events, wake).orElse(null);
        for (; event != null; event = events.poll()) {
            handle(event);
        }
        Instant now = clock.instant();
        active.stream()
                .filter(p -> p.killAt().filter(at -> !now.isBefore(at)).isPresent())
                .forEach(JobProcess::kill);
    }

    private void handle(Event event) {
        if (event instanceof Event.Ended ended) {
            JobProcess process = ended.process();
            process.ended(ended.exitCode(), clock.instant(), timeout(process));
            active.remove(process);
            untold.add(process);
            setup.family().slots().free();
            return;
        }
        if (event instanceof Event.ChildEnded ended) {
            ended.step().ended(ended.state(), clock.instant());
            active.remove(ended.step());
            untold.add(ended.step());
            return;
        }
        if (event instanceof Event.Wake) {
            return;
        }
        if (event instanceof Event.Decided decided) {
            decided(decided.gate(), decided.reply());
            return;
        }
        hard = cancelRequested;
        cancelRequested = true;
        listener.stopping(active.size(), hard);
        if (setup.parent().isEmpty()) {
            asynchronous().forEach(ChildRun::terminate); // whoever asks the process to end means them too
        }
        if (hard) {
            active.forEach(this::endNow);
        }
    }

    private void decided(String name, Asker.Reply reply) {
        GateRecord gate = gates.get(name);
        if (gate != null && gate.verdict().isEmpty() && gate.votes().isEmpty()) {
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
