package dev.sluice.cli;

import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JudgedUpload;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Undos;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.Rollback;
import dev.sluice.core.schedule.StepReport;
import dev.sluice.local.AttemptRecord;
import dev.sluice.local.LastLine;
import dev.sluice.local.LocalSetup;
import dev.sluice.local.LogTail;
import dev.sluice.local.RunListener;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Tells a person how a run goes (E7), and what to do when it fails (E4). */
final class Progress implements RunListener {

    private static final int TAIL = 10;
    private static final int MOST_FAILURES = 5;

    private final ProgressLines lines;
    private final Display display;
    private final UnaryOperator<String> places;
    private final Path directory;
    private final Path ledger;
    private final String again;
    private final Clock clock;
    private final Instant start;
    private final RunCounter counter;
    private Consumer<String> details = line -> {};
    private Map<String, ChosenPipeline> downstreams = Map.of();
    private final Map<String, Path> uploads = new HashMap<>();
    private Optional<UnaryOperator<String>> alone = Optional.empty();
    private int failures;

    /**
     * @param places where a step is written, by its name
     * @param directory what paths are shown relative to
     * @param again how to run it again
     */
    Progress(
            Plan plan,
            ProgressLines lines,
            Display display,
            UnaryOperator<String> places,
            Path directory,
            Path ledger,
            String again,
            Clock clock) {
        this.lines = lines;
        this.display = display;
        this.places = places;
        this.directory = directory;
        this.ledger = ledger;
        this.again = again;
        this.clock = clock;
        this.start = clock.instant();
        this.counter = new RunCounter(plan, start);
        display.counts(counter.counts());
    }

    /** Told where the steps of the pipelines are written that its steps may start. */
    Progress withDownstreams(Map<String, ChosenPipeline> other) {
        downstreams = other;
        return this;
    }

    /** Told what only some want to know. */
    Progress withDetails(Consumer<String> other) {
        details = other;
        return this;
    }

    @Override
    public void detail(String what) {
        details.accept(what);
    }

    /** Told how to run one step alone. */
    Progress withAlone(UnaryOperator<String> command) {
        alone = Optional.of(command);
        return this;
    }

    @Override
    public RunListener child(LocalSetup setup) {
        String name = setup.plan().pipeline();
        ChosenPipeline chosen = downstreams.get(name);
        return new Progress(
                        setup.plan(),
                        lines.of(setup.plan()),
                        new DisplayWithin(display, "  " + name + " "),
                        step -> Loaded.place(chosen.where(), chosen.pipeline(), step),
                        directory,
                        setup.folder().ledger(),
                        again,
                        clock)
                .withDownstreams(downstreams)
                .withDetails(details);
    }

    @Override
    public void waiting(int runs) {
        display.line("waiting for " + Counted.of(runs, "run") + " that steps started and did not wait for");
    }

    @Override
    public void waits(String what) {
        display.line(lines.waits(what));
    }

    @Override
    public void started(Job job, AttemptRecord attempt) {
        counter.started();
        display.counts(counter.counts());
        LastLine last = new LastLine(attempt.log(), attempt.logStart());
        display.begin(
                job.id(),
                lines.running(job, attempt),
                new RunningRow(lines.title(job, attempt), attempt.start(), last::read));
    }

    @Override
    public void ended(Job job, AttemptRecord attempt, JobReport report) {
        if (attempt.cached()) {
            counter.started(); // it was not told
        }
        counter.ended(job, report);
        display.counts(counter.counts());
        display.end(job.id());
        if (!(display.folds()
                && report.state() == JobState.SUCCEEDED
                && lines.manyJobs(job.id().step()))) {
            display.line(lines.ended(job, attempt, report, attempt.duration(clock.instant())));
        }
        if (report.state() == JobState.FAILED) {
            failures++;
            explain(job, attempt, report);
        }
    }

    private void explain(Job job, AttemptRecord attempt, JobReport report) {
        if (failures > MOST_FAILURES) {
            display.line("    log:   " + shown(attempt.log()));
            return;
        }
        List<String> tail = LogTail.of(attempt.log(), attempt.logStart(), TAIL);
        List<String> help = lines.help()
                .lines(
                        attempt,
                        report,
                        tail,
                        shown(attempt.log()),
                        place(Undos.undone(job.id().step())),
                        again,
                        alone.filter(command -> !Undos.isUndo(job.id().step()))
                                .map(command -> command.apply(job.id().step())));
        display.line(String.join("\n", help));
    }

    @Override
    public void stepEnded(StepReport step) {
        counter.stepEnded(step);
        display.counts(counter.counts());
        lines.notRun(step).ifPresent(display::line);
        if (display.folds()) {
            lines.folded(step).ifPresent(display::line);
        }
    }

    @Override
    public void gate(GateReport gate) {
        lines.gate(gate).ifPresent(display::line);
    }

    @Override
    public void rollingBack(Rollback rollback) {
        display.line(lines.rollingBack(rollback));
    }

    @Override
    public void uploaded(Plan plan, JudgedUpload upload, Path file) {
        counter.uploaded(plan);
        display.counts(counter.counts());
        upload.steps().forEach(step -> uploads.put(step, file));
        display.line(lines.uploaded(plan, upload));
    }

    @Override
    public void stopping(int jobs, boolean hard) {
        String what = Counted.of(jobs, "job");
        display.line(hard ? "killing " + what : "stopping " + what + "; again to kill at once");
    }

    @Override
    public void finished(Report report) {
        display.close();
        lines.summary()
                .lines(report, Duration.between(start, clock.instant()), shown(ledger))
                .forEach(display::line);
    }

    private String place(String step) {
        return uploads.containsKey(step) ? shown(uploads.get(step)) : places.apply(step);
    }

    private String shown(Path path) {
        return path.startsWith(directory) ? directory.relativize(path).toString() : path.toString();
    }
}
