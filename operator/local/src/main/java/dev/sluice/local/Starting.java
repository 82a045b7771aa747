package dev.sluice.local;

import dev.sluice.core.concurrency.WaitingAncestors;
import dev.sluice.core.concurrency.WaitingAncestors.Ancestor;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Work.Program.Downstream;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Action;
import dev.sluice.core.schedule.Attempt;
import dev.sluice.core.text.Outputs;
import dev.sluice.local.cache.Cache;
import dev.sluice.local.schema.ArtifactSchemas;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * Begins attempts: from the cache, as a process, or as a run of another pipeline. What takes time is done off the loop, which is told of
 * its end.
 */
final class Starting {

    private final LocalSetup setup;
    private final Machine machine;
    private final ProcessStarter starter;
    private final Cache cache;
    private final RunListener listener;
    private final Clock clock;
    private final Duration grace;
    private final Consumer<RunEvent> events;
    private final Map<String, String> agents;

    Starting(
            LocalSetup setup,
            Machine machine,
            ProcessStarter starter,
            RunListener listener,
            Clock clock,
            Duration grace,
            Consumer<RunEvent> events) {
        this.setup = setup;
        this.machine = machine;
        this.starter = starter;
        this.listener = listener;
        this.clock = clock;
        this.grace = grace;
        this.events = events;
        this.agents = setup.agentTexts();
        this.cache = new Cache(setup.directory(), setup.cache(), setup.caller(), listener::detail);
    }

    /** What has a slot: an attempt under way, or one that ended because it can't be started. */
    JobProcess begin(Plan plan, Action.Start action) {
        return cache.takes(plan, action) ? look(plan, action) : process(plan, action, Optional.empty());
    }

    private JobProcess look(Plan plan, Action.Start action) {
        JobProcess looking = JobProcess.looking(action, clock.instant(), starter.untouched(action));
        machine.enders().execute(() -> {
            RunEvent.Looked looked = new RunEvent.Looked(looking, Optional.empty(), Optional.empty());
            try {
                looked = looked(plan, action, looking);
            } finally {
                events.accept(looked); // whatever happened: else the run would wait for ever
            }
        });
        return looking;
    }

    private RunEvent.Looked looked(Plan plan, Action.Start action, JobProcess looking) {
        Optional<String> key = cache.key(plan, action, agents);
        Optional<Map<String, String>> found = key.flatMap(k -> cache.take(action, k, clock.instant()));
        found.ifPresent(outputs -> starter.filesOf(action, "taken from the cache: " + key.get()));
        return new RunEvent.Looked(looking, key, found);
    }

    /** @param key under which its result is to be kept */
    JobProcess process(Plan plan, Action.Start action, Optional<String> key) {
        Instant now = clock.instant();
        listener.starting(
                action.job(),
                JobProcess.looking(action, now, starter.untouched(action)).record());
        Machine.Started started = machine.start(plan, action, now);
        JobProcess process = started.job();
        listener.started(action.job(), process.record());
        started.exitCode()
                .ifPresent(code -> code.thenAcceptAsync(
                        exitCode -> {
                            process.endTree(clock.instant());
                            Optional<String> fault = Optional.of("what it wrote can't be looked at");
                            try {
                                fault = exitCode == 0 ? afterwards(plan, action, process, key) : Optional.empty();
                            } finally {
                                events.accept(new RunEvent.Ended(process, exitCode, fault));
                            }
                        },
                        machine.enders()));
        return process;
    }

    /** What is wrong with what it wrote; else that is kept. */
    private Optional<String> afterwards(Plan plan, Action.Start action, JobProcess process, Optional<String> key) {
        Optional<String> fault =
                ArtifactSchemas.fault(setup.directory(), action.assignment().artifacts());
        fault.ifPresent(message -> starter.note(process, message));
        if (fault.isEmpty() && key.isPresent() && !process.stopping()) {
            process.outputs()
                    .filter(outputs -> complete(plan, action, outputs))
                    .ifPresent(
                            outputs -> cache.keep(plan, action, key.get(), agents, outputs.values(), clock.instant()));
        }
        return fault;
    }

    private static boolean complete(Plan plan, Action.Start action, Outputs.Written outputs) {
        CommandStep step = (CommandStep) plan.step(action.job().id().step()).step();
        return outputs.upload().isEmpty() && outputs.values().keySet().containsAll(step.demanded());
    }

    /** @param since when this run was let begin */
    JobProcess downstream(Plan plan, Action.Start action, Downstream downstream, Instant since) {
        AtomicReference<JobProcess> step = new AtomicReference<>();
        Consumer<Attempt.State> whenEnded = state ->
                events.accept(downstream.async() ? new RunEvent.Wake() : new RunEvent.ChildEnded(step.get(), state));
        WaitingAncestors ancestors = Ancestor.of(
                        setup.id(), setup.folder().run(), plan, action.job().id(), since)
                .map(setup.ancestors()::after)
                .orElse(WaitingAncestors.NONE);
        ChildRun.Made made = ChildRun.make(setup, downstream, ancestors, listener, clock, grace, whenEnded);
        Instant now = clock.instant();
        String line = made.run().map(run -> "run " + run.name()).orElse(made.trouble());
        JobProcess.Files files = starter.filesOf(action, line);
        JobProcess process = made.run().isEmpty()
                ? JobProcess.unstartable(action, now, files, made.trouble())
                : downstream.async()
                        ? JobProcess.done(action, now, files, made.run().get().begun(now))
                        : JobProcess.ofRun(action, now, files, made.run().get());
        step.set(process);
        listener.starting(action.job(), process.record());
        listener.started(action.job(), process.record());
        if (!process.active()) {
            made.run().ifPresent(setup.family().asynchronous()::add);
        }
        made.run().ifPresent(ChildRun::begin);
        return process;
    }

    void tidy() {
        cache.tidy(clock.instant());
    }
}
