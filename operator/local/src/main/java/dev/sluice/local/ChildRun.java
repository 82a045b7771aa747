package dev.sluice.local;

import dev.sluice.core.concurrency.WaitingAncestors;
import dev.sluice.core.dialect.Reading;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.model.Work.Program.Downstream;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import dev.sluice.core.schedule.Attempt;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.Report;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/** A run that a step started: in this process, with a thread, a folder and a record of its own. */
public final class ChildRun implements Stoppable {

    private static final Duration LAST_PATIENCE = Duration.ofSeconds(2);

    private final String name;
    private final LocalRun run;
    private final Consumer<Attempt.State> whenEnded;
    private final Clock clock;
    private final Thread thread;

    private ChildRun(String name, LocalRun run, Consumer<Attempt.State> whenEnded, Clock clock) {
        this.name = name;
        this.run = run;
        this.whenEnded = whenEnded;
        this.clock = clock;
        this.thread = new Thread(this::go, "sluice-run-" + name);
        thread.setDaemon(true);
    }

    /** One that is not begun yet. {@code whenEnded} is told from its own thread. */
    record Made(Optional<ChildRun> run, String trouble) {}

    /** @param ancestors which wait for it */
    static Made make(
            LocalSetup parent,
            Downstream downstream,
            WaitingAncestors ancestors,
            RunListener listener,
            Clock clock,
            Duration grace,
            Consumer<Attempt.State> whenEnded) {
        Family.Member member = parent.family().pipelines().get(downstream.pipeline());
        if (member == null) {
            return new Made(Optional.empty(), "there is no pipeline \"" + downstream.pipeline() + "\" here");
        }
        Reading<Plan> plan = Planner.plan(
                member.pipeline(), request(downstream, parent.plan().request()));
        if (plan.value().isEmpty()) {
            return new Made(
                    Optional.empty(),
                    "pipeline " + downstream.pipeline() + " can't be run so: "
                            + plan.problems().get(0));
        }
        RunFolder folder = RunFolder.create(parent.directory(), downstream.pipeline(), clock.instant());
        PinnedRun.write(
                folder, downstream.pipeline(), member.spec(), plan.value().get().request(), parent.agents());
        Optional<GoodRun> good = GoodRun.find(parent.directory(), plan.value().get(), List.of(), clock.instant());
        LocalSetup setup = new LocalSetup(
                        UUID.randomUUID().toString(),
                        member.file(),
                        plan.value().get(),
                        parent.spawn(),
                        parent.agents(),
                        folder,
                        parent.directory(),
                        parent.caller(),
                        parent.family(),
                        Optional.of(parent.folder().run()),
                        parent.arguments(),
                        Optional.empty(),
                        member.pipeline())
                .withCache(parent.cache())
                .withGood(good)
                .withAncestors(ancestors);
        LocalRun run = new LocalRun(setup, listener.child(setup), clock, grace);
        return new Made(Optional.of(new ChildRun(folder.run(), run, whenEnded, clock)), "");
    }

    private static RunRequest request(Downstream downstream, RunRequest parent) {
        return RunRequest.of(downstream.variables())
                .withLabels(downstream.labels())
                .withEvent(downstream.event())
                .withPayload(downstream.payload())
                .withTraceId(parent.traceId());
    }

    String name() {
        return name;
    }

    void begin() {
        thread.start();
    }

    boolean alive() {
        return thread.isAlive();
    }

    /** As its step's work was done when it began. */
    Attempt.State begun(Instant now) {
        return new Attempt.State.Succeeded(now, now, Map.of("run", name));
    }

    @Override
    public void terminate() {
        run.cancel();
    }

    @Override
    public void kill() {
        run.cancel();
        run.cancel();
    }

    @Override
    public void endWithin(Duration grace) {
        try {
            thread.join(LAST_PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void go() {
        Instant start = clock.instant();
        Attempt.State end;
        try {
            end = ended(run.run(), start);
        } catch (LocalFailure e) {
            end = failed(start, Failure.Kind.UNSTARTABLE, "run " + name + ": " + e.getMessage());
        } catch (InterruptedException e) {
            end = failed(start, Failure.Kind.CANCELLED, "run " + name + " was interrupted");
        }
        whenEnded.accept(end);
    }

    private Attempt.State ended(Report report, Instant start) {
        String why = report.message().isEmpty() ? "" : ": " + report.message();
        return switch (report.phase()) {
            case SUCCEEDED -> new Attempt.State.Succeeded(start, clock.instant(), Map.of("run", name));
            case CANCELLED -> failed(start, Failure.Kind.CANCELLED, "run " + name + " was cancelled");
            case PARTIAL -> failed(start, Failure.Kind.STEP, "run " + name + " succeeded in part" + why);
            default -> failed(start, kind(report), "run " + name + " failed" + why);
        };
    }

    private static Failure.Kind kind(Report report) {
        return report.reason() == Report.Reason.CONCURRENCY_DEADLOCK ? Failure.Kind.DEADLOCK : Failure.Kind.STEP;
    }

    private Attempt.State failed(Instant start, Failure.Kind kind, String message) {
        return new Attempt.State.Failed(start, clock.instant(), Failure.of(kind, message));
    }
}
