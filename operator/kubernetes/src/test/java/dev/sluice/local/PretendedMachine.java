package dev.sluice.local;

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
import java.time.ZoneId;
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

/** Processes that end as a scenario says, and a clock that goes on whenever somebody waits. */
final class PretendedMachine implements Machine {

    final Map<String, Integer> attempts = new TreeMap<>();
    private final Scenario scenario;
    private final RunFolder folder;
    private final Runnable cancel;
    private final List<Process> running = new ArrayList<>();
    private Instant now = Scenario.START;
    private int tick = 1;

    PretendedMachine(Scenario scenario, RunFolder folder, Runnable cancel) {
        this.scenario = scenario;
        this.folder = folder;
        this.cancel = cancel;
    }

    private final class Process implements Stoppable {

        private final String job;
        private final int attempt;
        private final Path output;
        private final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
        private final Instant began = now;
        private final String step;
        private Instant stops = Instant.MAX;

        Process(Action.Start start, Path output) {
            this.job = start.job().name();
            this.step = start.job().id().step();
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
                Files.writeString(output, scenario.output(job, attempt));
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
            boolean timedOut = !now.isBefore(began.plus(Scenario.timeout(step)));
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
        Path output = folder.output(name, action.attempt());
        Process process = new Process(action, output);
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
            running.stream()
                    .filter(Process::endsByItself)
                    .min(Comparator.comparingInt(Process::rank))
                    .ifPresent(Process::end);
        }
        tick++;
    }

    @Override
    public Executor enders() {
        return Runnable::run;
    }

    Clock clock() {
        return new Clock() {
            @Override
            public Instant instant() {
                return now;
            }

            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }
        };
    }
}
