package dev.sluice.local;

import dev.sluice.core.model.Artifact;
import dev.sluice.core.plan.Job;
import dev.sluice.core.schedule.Action;
import dev.sluice.core.schedule.Assignment;
import dev.sluice.core.schedule.Attempt;
import dev.sluice.core.schedule.Attempt.State;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.text.Outputs;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** One attempt of a job, from its start to its end. Belongs to the loop's thread, all but {@link #endTree}. */
final class JobProcess {

    private final Action.Start action;
    private final Instant start;
    private final Files files;
    private final Optional<Stoppable> tree;
    private boolean looking;
    private boolean cached;
    private State state;
    private OptionalInt exitCode = OptionalInt.empty();
    private Optional<Instant> end = Optional.empty();
    private Optional<Failure> verdict = Optional.empty();
    private Optional<String> digest = Optional.empty();
    private volatile Optional<Action.Why> stopped = Optional.empty();
    private volatile Optional<Instant> killAt = Optional.empty();

    /** What an attempt leaves in the run's folder. */
    record Files(Path log, long logStart, Path output) {}

    private JobProcess(Action.Start action, Instant start, Files files, Optional<Stoppable> tree, State state) {
        this.action = action;
        this.start = start;
        this.files = files;
        this.tree = tree;
        this.state = state;
    }

    static JobProcess running(Action.Start action, Instant start, Files files, Stoppable tree) {
        return new JobProcess(action, start, files, Optional.of(tree), new State.Running(start));
    }

    /** One whose process is no more, which is told of later. */
    static JobProcess running(Action.Start action, Instant start, Files files) {
        return new JobProcess(action, start, files, Optional.empty(), new State.Running(start));
    }

    /** One for which the cache is looked in. */
    static JobProcess looking(Action.Start action, Instant now, Files files) {
        JobProcess process =
                new JobProcess(action, now, files, Optional.empty(), new State.Waiting(now, Optional.empty()));
        process.looking = true;
        return process;
    }

    /** A run in the place of a process. */
    static JobProcess ofRun(Action.Start action, Instant start, Files files, ChildRun run) {
        return new JobProcess(action, start, files, Optional.of(run), new State.Running(start));
    }

    /** One whose work was done when it began. */
    static JobProcess done(Action.Start action, Instant now, Files files, State state) {
        JobProcess process = new JobProcess(action, now, files, Optional.empty(), state);
        process.end = Optional.of(now);
        return process;
    }

    static JobProcess unstartable(Action.Start action, Instant now, Files files, String message) {
        Failure failure = Failure.of(Failure.Kind.UNSTARTABLE, message);
        JobProcess process = new JobProcess(action, now, files, Optional.empty(), new State.Failed(now, now, failure));
        process.end = Optional.of(now);
        return process;
    }

    Job job() {
        return action.job();
    }

    Action.Start action() {
        return action;
    }

    Assignment assignment() {
        return action.assignment();
    }

    Attempt attempt() {
        return new Attempt(action.attempt(), action.infrastructureFailures(), state);
    }

    AttemptRecord record() {
        Optional<Failure> failure = state instanceof State.Failed failed ? Optional.of(failed.failure()) : verdict;
        return new AttemptRecord(
                action.attempt(),
                start,
                end,
                exitCode,
                failure,
                files.log(),
                files.logStart(),
                cached,
                digest.isPresent()
                        ? action.assignment().artifacts().stream()
                                .map(Artifact::path)
                                .toList()
                        : List.of(),
                digest);
    }

    /** An end that looked good, and was judged otherwise: an output was missing. */
    void judged(Optional<Failure> failure) {
        verdict = failure;
    }

    /** @param madeOf the digest of what it was made of */
    void succeeded(String madeOf) {
        digest = Optional.of(madeOf);
    }

    boolean active() {
        return end.isEmpty();
    }

    /** A run of another pipeline needs none itself. */
    boolean holdsSlot() {
        return looking || tree.filter(ProcessTree.class::isInstance).isPresent();
    }

    boolean stopping() {
        return stopped.isPresent();
    }

    /** When patience with what does not end ends. */
    Optional<Instant> killAt() {
        return active() ? killAt : Optional.empty();
    }

    void stop(Action.Why why, Instant now, Duration grace) {
        stopped = Optional.of(why);
        state = new State.Stopping(now);
        killAt = Optional.of(now.plus(grace));
        tree.ifPresent(Stoppable::terminate);
    }

    void kill() {
        killAt = Optional.empty();
        tree.ifPresent(Stoppable::kill);
    }

    /**
     * Ends what a process left behind when it ended, as a container's end does: at once, or, where it was stopped, within what is left
     * of the grace. Called off the loop.
     */
    void endTree(Instant now) {
        Duration patience = killAt.filter(now::isBefore)
                .map(deadline -> Duration.between(now, deadline))
                .orElse(Duration.ZERO);
        tree.ifPresent(t -> t.endWithin(patience));
    }

    /** @param fault of what it wrote, where its exit code is 0 */
    void ended(int code, Optional<String> fault, Instant now, Optional<Duration> timeout) {
        exitCode = OptionalInt.of(code);
        end = Optional.of(now);
        Optional<Failure> failure = stopped.map(why -> stopFailure(why, timeout))
                .or(() -> fault.filter(message -> code == 0)
                        .map(message -> new Failure(Failure.Kind.STEP, exitCode, message)));
        state = failure.<State>map(f -> new State.Failed(start, now, f)).orElseGet(() -> ownEnd(code, now));
    }

    /** Its result was there already, with its files in place. */
    void taken(Map<String, String> outputs, Instant now) {
        cached = true;
        ended(new State.Succeeded(start, now, outputs), now);
    }

    /** It was asked to end before it was known whether it has to run. */
    void notBegun(Instant now) {
        ended(new State.Failed(start, now, Failure.of(Failure.Kind.INFRASTRUCTURE, "stopped")), now);
    }

    /** What it wrote, where that can be read. */
    Optional<Outputs.Written> outputs() {
        return OutputFile.read(files.output()) instanceof Outputs.Written written
                ? Optional.of(written)
                : Optional.empty();
    }

    /** As the run that it is says. */
    void ended(State other, Instant now) {
        state = other;
        end = Optional.of(now);
    }

    private static Failure stopFailure(Action.Why why, Optional<Duration> timeout) {
        if (why == Action.Why.TIMEOUT) {
            String after = timeout.map(t -> " after " + Durations.exact(t)).orElse("");
            return Failure.of(Failure.Kind.TIMEOUT, "timed out" + after);
        }
        // Not its own doing: the scheduler takes it for cancelled.
        return Failure.of(Failure.Kind.INFRASTRUCTURE, "stopped");
    }

    private State ownEnd(int code, Instant now) {
        if (code != 0) {
            return new State.Failed(start, now, Failure.exitCode(code, OutputFile.failure(files.output())));
        }
        Outputs outputs = OutputFile.read(files.output());
        if (outputs instanceof Outputs.Written written) {
            return new State.Succeeded(start, now, written.values(), written.upload());
        }
        String message = ((Outputs.Unreadable) outputs).message();
        return new State.Failed(start, now, new Failure(Failure.Kind.STEP, exitCode, message));
    }
}
