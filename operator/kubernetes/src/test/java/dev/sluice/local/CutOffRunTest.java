package dev.sluice.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.Rerun;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.StepReport;
import dev.sluice.kubernetes.modes.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.io.TempDirFactory;

/**
 * A run of the local mode that is killed around any write of its record, and resumed (E5): what is known to have succeeded never runs
 * again, unless it was undone: then it is not taken for done. So it is where the resumed one is killed in its turn.
 */
class CutOffRunTest {

    private static final int SCENARIOS = 15;

    @TempDir(factory = InMemory.class)
    Path directory;

    /** A disk with more to do makes minutes of the thousands of records that are renamed into their places. */
    static final class InMemory implements TempDirFactory {

        private static final Path MEMORY = Path.of("/dev/shm");

        @Override
        public Path createTempDirectory(AnnotatedElementContext where, ExtensionContext context) throws Exception {
            return Files.isWritable(MEMORY)
                    ? Files.createTempDirectory(MEMORY, "sluice-cut-off")
                    : Standard.INSTANCE.createTempDirectory(where, context);
        }
    }

    private record Whole(Scenario scenario, PretendedRun run) {}

    /** What occurred, summed over all cuts. */
    private record Tried(int cuts, int succeeded, int undone) {}

    @Test
    void a_run_that_is_cut_off_anywhere_is_gone_on_with() {
        List<Tried> tried = IntStream.range(0, SCENARIOS)
                .parallel()
                .mapToObj(seed -> tried(new Scenario(seed)))
                .toList();
        // What holds is worth something only if all of it occurs.
        assertThat(tried.stream().mapToInt(Tried::cuts).sum()).isGreaterThan(20 * SCENARIOS);
        assertThat(tried.stream().mapToInt(Tried::succeeded).sum()).isGreaterThan(20 * SCENARIOS);
        assertThat(tried.stream().mapToInt(Tried::undone).sum()).isPositive();
    }

    Tried tried(Scenario scenario) {
        try {
            Path base = directory.resolve(scenario.name());
            LocalSetup setup = PretendedRun.setup(scenario, base, Optional.empty(), Optional.empty());
            LedgerMoments moments = new LedgerMoments(setup.folder());
            PretendedRun run = run(scenario, setup, moments::seenBy);
            moments.look();
            Whole whole = new Whole(scenario, run);
            List<LedgerMoments.Moment> cuts = moments.all();
            int twice = scenario.random("cut twice").nextInt(cuts.size());
            int succeeded = 0;
            int undone = 0;
            for (int i = 0; i < cuts.size(); i++) {
                KnownJobs known = cuts.get(i).known();
                succeeded += known.succeeded().size();
                undone += known.undone(run.plan()).size();
                Path there = base.resolve("cut-" + i);
                moments.restore(cuts.get(i), there);
                resumed(whole, moments.run(), there, known, i == twice ? 1 : 0);
                delete(there);
            }
            return new Tried(cuts.size(), succeeded, undone);
        } catch (IOException | RuntimeException | AssertionError e) {
            throw new AssertionError(scenario.toString(), e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    /** @param more how often the resumed run is cut off everywhere, and resumed in its turn */
    private static void resumed(Whole whole, String cutOff, Path base, KnownJobs known, int more) throws IOException {
        if (known.ofNoRun()) {
            assertThatThrownBy(() -> EarlierLedger.read(base, cutOff)).isInstanceOf(LocalFailure.class);
            return;
        }
        Rerun rerun = new Rerun(cutOff, Rerun.Mode.FAILED, List.of());
        LocalSetup setup = PretendedRun.setup(
                whole.scenario,
                base,
                Optional.of(rerun),
                Optional.of(EarlierLedger.read(base, cutOff).earlier()));
        LedgerMoments moments = new LedgerMoments(setup.folder());
        PretendedRun run = run(whole.scenario, setup, more > 0 ? moments::seenBy : UnaryOperator.identity());
        check(whole, run, known, base);
        if (more == 0) {
            return;
        }
        moments.look();
        List<LedgerMoments.Moment> cuts = moments.all();
        for (int i = 0; i < cuts.size(); i++) {
            Path there = base.resolve("cut-" + i);
            Path earlier = Path.of(".sluice", "runs", cutOff);
            LedgerMoments.copy(base.resolve(earlier), there.resolve(earlier));
            moments.restore(cuts.get(i), there);
            KnownJobs both = known.and(cuts.get(i).known(), run.plan());
            resumed(whole, moments.run(), there, both, more - 1);
        }
    }

    private static void check(Whole whole, PretendedRun run, KnownJobs known, Path at) {
        Set<String> undone = known.undone(whole.run.plan());
        Map<String, JobReport> ends = ends(run);
        Set<String> again = new HashSet<>(known.kept(whole.run.plan()));
        again.retainAll(run.attempts().keySet());
        assertThat(again)
                .as("run again in %s, of which is known: %s", at, known)
                .isEmpty();
        assertThat(undone.stream()
                        .filter(job -> !run.attempts().containsKey(job))
                        .filter(job -> ends.containsKey(job) && ends.get(job).state() == JobState.SUCCEEDED))
                .as("undone, and taken over in %s, of which is known: %s", at, known)
                .isEmpty();
    }

    private static PretendedRun run(Scenario scenario, LocalSetup setup, UnaryOperator<Clock> seen) {
        PretendedMachine machine = new PretendedMachine(scenario, setup.folder());
        return PretendedRun.run(setup, machine, seen.apply(machine.clock()));
    }

    private static Map<String, JobReport> ends(PretendedRun run) {
        Map<String, JobReport> ends = new TreeMap<>();
        for (StepReport step : run.report().steps()) {
            for (int i = 0; i < step.jobs().size(); i++) {
                ends.put(
                        run.plan().step(step.name()).jobs().get(i).name(),
                        step.jobs().get(i));
            }
        }
        return ends;
    }
}
