package dev.sluice.local;

import dev.sluice.core.dialect.Reading;
import dev.sluice.core.dialect.RequestReader;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Rerun;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JudgedUpload;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import dev.sluice.core.schedule.Earlier;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.RollbackRequest;
import dev.sluice.core.schedule.StepReport;
import dev.sluice.kubernetes.modes.Scenario;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A run of the local mode on a machine that only pretends, rolled back afterwards where a person wants it.
 *
 * @param plan with what jobs added to it
 * @param environments of attempts, by job and number
 */
public record PretendedRun(
        Plan plan, Report report, Map<String, Integer> attempts, Map<String, Map<String, String>> environments) {

    private static final int AS_MANY_AS_MAY = 100_000;
    private static final Agent.Catalog NO_AGENTS = new Agent.Catalog(Map.of());

    public static PretendedRun of(Scenario scenario, Path directory) {
        LocalSetup setup = setup(scenario, directory, Optional.empty(), Optional.empty());
        RunFolder folder = setup.folder();
        PretendedMachine machine = new PretendedMachine(scenario, folder);
        PretendedRun first = run(setup, machine, machine.clock());
        return scenario.goesBackTo()
                .map(to -> {
                    KeptRun kept = KeptRun.read(directory, folder.run()).asking(new RollbackRequest("alice", to));
                    return run(
                            LocalSetup.undoing(kept, Optional.empty(), directory, Map.of(), AS_MANY_AS_MAY),
                            machine,
                            machine.clock());
                })
                .orElse(first);
    }

    /** @param rerun of an earlier run, with what that did */
    static LocalSetup setup(Scenario scenario, Path directory, Optional<Rerun> rerun, Optional<Earlier> earlier) {
        Source spec = source(scenario.spec());
        Pipeline pipeline = value(ResourceReader.readSpec("p", spec), scenario);
        RunRequest request =
                value(RequestReader.read(source(scenario.request())), scenario).withRerun(rerun);
        Plan plan = value(Planner.plan(pipeline, request), scenario);
        RunFolder folder = RunFolder.create(directory, "p", Scenario.START);
        PinnedRun.write(folder, "p", spec, request, NO_AGENTS);
        return new LocalSetup(
                folder.run(),
                "p.yaml",
                plan,
                AS_MANY_AS_MAY,
                NO_AGENTS,
                folder,
                directory,
                Map.of(),
                Family.of(Map.of(), AS_MANY_AS_MAY),
                Optional.empty(),
                List.of(),
                earlier,
                pipeline);
    }

    static PretendedRun run(LocalSetup setup, PretendedMachine machine, Clock clock) {
        AtomicReference<LocalRun> run = new AtomicReference<>();
        Following following = new Following(setup.plan(), machine);
        run.set(new LocalRun(
                setup,
                following,
                machine::ask,
                clock,
                LocalRun.GRACE,
                starter -> machine.of(() -> run.get().cancel())));
        try {
            Report report = run.get().run();
            return new PretendedRun(following.plan, report, machine.attempts, machine.environments);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Source source(String yaml) {
        try {
            return Source.parse(yaml).get(0);
        } catch (SourceException e) {
            throw new IllegalArgumentException(yaml, e);
        }
    }

    private static <T> T value(Reading<T> reading, Scenario scenario) {
        return reading.value()
                .orElseThrow(() -> new IllegalArgumentException(reading.problems() + "\n" + scenario.spec()));
    }

    /** What the run grows to, and which of its gates are closed. */
    private static final class Following implements RunListener {

        private Plan plan;
        private final PretendedMachine machine;

        Following(Plan plan, PretendedMachine machine) {
            this.plan = plan;
            this.machine = machine;
        }

        @Override
        public void uploaded(Plan longer, JudgedUpload upload, Path file) {
            plan = longer;
        }

        @Override
        public void gate(GateReport gate) {
            if (gate.state() != GateReport.State.WAITING) {
                machine.closed(gate.name());
            }
        }

        @Override
        public void started(Job job, AttemptRecord attempt) {}

        @Override
        public void ended(Job job, AttemptRecord attempt, JobReport report) {}

        @Override
        public void stepEnded(StepReport step) {}

        @Override
        public void stopping(int jobs, boolean hard) {}

        @Override
        public void finished(Report report) {}
    }
}
