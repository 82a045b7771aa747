package dev.sluice.local;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Action;
import dev.sluice.kubernetes.modes.Scenario;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * Processes that end as a scenario says, a person who decides as it says, and a clock that goes on whenever somebody waits. It may be used
 * by several runs, one after the other.
 */
final class PretendedMachine implements Machine {

    final Map<String, Integer> attempts = new TreeMap<>();
    final Map<String, Map<String, String>> environments = new TreeMap<>();
    private final Map<String, Asked> asked = new TreeMap<>();
    private final Scenario scenario;
    private final RunFolder folder;
    private final List<Process> running = new ArrayList<>();
    private Runnable cancel;
    private Instant now = Scenario.START;
    private int tick = 1;

    PretendedMachine(Scenario scenario, RunFolder folder) {
        this.scenario = scenario;
        this.folder = folder;
    }

    Machine of(Runnable cancelled) {
        cancel = cancelled;
        return this;
    }

    /** A gate at which somebody is asked. */
    private record Asked(GateStep gate, Consumer<Asker.Reply> reply) {

        Scenario.Word word(Scenario scenario) {
            return scenario.word(gate.gate(), gate.approval().timeout().isPresent());
        }
    }

    void ask(GateStep gate, String prompt, Consumer<Asker.Reply> reply) {
        asked.put(gate.gate(), new Asked(gate, reply));
    }

    /** Nobody is asked there any longer. */
    void closed(String gate) {
        asked.remove(gate);
    }

    private final class Process implements Stoppable {

        private final String job;
        private final int attempt;
        private final Path output;
        private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        private final Instant began = now;
        private final CommandStep step;
        private Instant stops = Instant.MAX;

        Process(CommandStep step, Action.Start start, Path output) {
            this.job = start.job().name();
            this.step = step;
            this.attempt = start.attempt();
            this.output = output;
        }

        boolean endsByItself() {
            return stops.equals(Instant.MAX) && scenario.fate(job, attempt) != Scenario.Fate.NEVER_ENDS;
        }

        int rank() {
            return scenario.rank(job, attempt);
        }

        void end() {
            try {
                Files.writeString(output, scenario.output(job, attempt, step.upload()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            exit(scenario.exitCode(job, attempt));
        }

        void exit(int code) {
            running.remove(this);
            exitCode.complete(code);
        }

        @Override
        public void terminate() {
            boolean timedOut = step.limits()
                    .timeout()
                    .filter(timeout -> !now.isBefore(began.plus(timeout)))
                    .isPresent();
            stops = timedOut ? now : now.plus(Scenario.STOPPING);
        }

        @Override
        public void kill() {}

        @Override
        public void endWithin(Duration grace) {}
    }

    @Override
    public Started start(Plan plan, Action.Start action, Instant at) {
        String name = action.job().name();
        attempts.merge(name, 1, Integer::sum);
        environments.put(name + "#" + action.attempt(), action.assignment().environment());
        Path output = folder.output(name, action.attempt());
        CommandStep step = (CommandStep) plan.step(action.job().id().step()).step();
        Process process = new Process(step, action, output);
        running.add(process);
        JobProcess.Files files = new JobProcess.Files(folder.log(name), 0, output);
        return new Started(JobProcess.running(action, at, files, process), Optional.of(process.exitCode));
    }

    @Override
    public <E> Optional<E> await(BlockingQueue<E> happened, Optional<Instant> until) {
        while (happened.isEmpty()) {
            Instant stops = running.stream()
                    .map(p -> p.stops)
                    .min(Comparator.naturalOrder())
                    .orElse(Instant.MAX);
            Instant next = Scenario.time(tick).isBefore(stops) ? Scenario.time(tick) : stops;
            if (until.isPresent() && until.get().isBefore(next)) {
                now = until.get().isAfter(now) ? until.get() : now;
                return Optional.empty();
            }
            now = next;
            if (next.equals(stops)) {
                List.copyOf(running).stream().filter(p -> p.stops.equals(stops)).forEach(p -> p.exit(143));
            } else {
                happen();
            }
        }
        return Optional.of(happened.remove());
    }

    private void happen() {
        if (tick > Scenario.MOST_TICKS) {
            throw new AssertionError(
                    "still running: " + running.stream().map(p -> p.job).toList());
        }
        if (scenario.cancelledAt(tick)) {
            cancel.run();
        } else {
            next();
        }
        tick++;
    }

    private void next() {
        Optional<Process> process =
                running.stream().filter(Process::endsByItself).min(Comparator.comparingInt(Process::rank));
        Optional<Asked> gate = asked.values().stream()
                .filter(a -> a.word(scenario) != Scenario.Word.NOTHING)
                .min(Comparator.comparingInt(a -> scenario.rank(a.gate.gate())));
        if (gate.isPresent()
                && process.filter(p -> p.rank() < scenario.rank(gate.get().gate.gate()))
                        .isEmpty()) {
            decide(gate.get());
        } else {
            process.ifPresent(Process::end);
        }
    }

    private void decide(Asked at) {
        String gate = at.gate.gate();
        closed(gate);
        boolean yes = at.word(scenario) == Scenario.Word.YES;
        Map<String, List<String>> answers =
                yes && at.gate.keys().contains("v") ? Map.of("v", List.of(scenario.answer(gate))) : Map.of();
        at.reply.accept(new Asker.Reply(yes, "alice", "", answers));
    }

    @Override
    public Executor enders() {
        return Runnable::run;
    }

    Clock clock() {
        return ((InstantSource) () -> now).withZone(ZoneOffset.UTC);
    }
}
