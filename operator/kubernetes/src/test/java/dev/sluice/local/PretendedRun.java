package dev.sluice.local;

import dev.sluice.core.model.Pipeline;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JudgedUpload;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.StepReport;
import dev.sluice.kubernetes.modes.Scenario;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A run of the local mode on a machine that only pretends. */
public record PretendedRun(Report report, Map<String, Integer> attempts) {

    private static final int AS_MANY_AS_MAY = 100_000;

    public static PretendedRun of(Plan plan, Scenario scenario, Path directory) {
        RunFolder folder = RunFolder.create(directory, "p", Scenario.START);
        AtomicReference<LocalRun> run = new AtomicReference<>();
        PretendedMachine machine =
                new PretendedMachine(scenario, folder, () -> run.get().cancel());
        LocalSetup setup = new LocalSetup(
                "id",
                "p.yaml",
                plan,
                AS_MANY_AS_MAY,
                new Agent.Catalog(Map.of()),
                folder,
                directory,
                Map.of(),
                Family.of(Map.of(), AS_MANY_AS_MAY),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Pipeline.of("p", List.of()));
        run.set(new LocalRun(
                setup, new Silent(), (gate, prompt, reply) -> {}, machine.clock(), LocalRun.GRACE, starter -> machine));
        try {
            return new PretendedRun(run.get().run(), machine.attempts);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Silent implements RunListener {

        @Override
        public void started(Job job, AttemptRecord attempt) {}

        @Override
        public void ended(Job job, AttemptRecord attempt, JobReport report) {}

        @Override
        public void stepEnded(StepReport step) {}

        @Override
        public void uploaded(Plan plan, JudgedUpload upload, Path file) {}

        @Override
        public void stopping(int jobs, boolean hard) {}

        @Override
        public void finished(Report report) {}
    }
}
