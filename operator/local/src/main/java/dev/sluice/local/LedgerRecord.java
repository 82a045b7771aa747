package dev.sluice.local;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.Source.Scalar;
import dev.sluice.core.dialect.Source.Sequence;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Undos;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.Rollback;
import dev.sluice.core.schedule.StepReport;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** What {@code run.json} says, as {@link LedgerText} wrote it. */
public final class LedgerRecord {

    private static final String NAME = "[A-Za-z0-9][A-Za-z0-9._-]*";

    private final Mapping ledger;

    /** What is known beyond it, where the run was cut off. */
    private final PastEvents events;

    private LedgerRecord(Mapping ledger, PastEvents events) {
        this.ledger = ledger;
        this.events = events;
    }

    /** With what it did since its record was written, where it was cut off. */
    LedgerRecord with(PastEvents other) {
        return new LedgerRecord(ledger, other);
    }

    /** @throws LocalFailure where there is no such run here, or its record can't be read */
    public static LedgerRecord read(Path base, String run) {
        if (!run.matches(NAME)) {
            throw noSuch(run, base, "a run goes by the name of its folder in " + LocalRuns.folder(base));
        }
        Path file = RunFolder.of(base, run).ledger();
        try {
            return parsed(Files.readString(file)).orElseThrow(() -> damaged(file));
        } catch (NoSuchFileException e) {
            throw noSuch(run, base, "there is no " + file);
        } catch (CharacterCodingException e) {
            throw damaged(file);
        } catch (IOException e) {
            throw LocalFailure.of("cannot read the run's record " + file, e, "may you read it?");
        }
    }

    private static LocalFailure damaged(Path file) {
        return new LocalFailure("the run's record " + file
                + " can't be read: it is damaged, or another version of Sluice wrote it; the logs are beside it, and"
                + " sluice run begins anew");
    }

    private static LocalFailure noSuch(String run, Path base, String why) {
        return new LocalFailure("no run \"" + run + "\" here: " + why + "; "
                + (Files.isDirectory(LocalRuns.folder(base))
                        ? "ls .sluice/runs shows those there are"
                        : "there is none at all yet, sluice run makes one"));
    }

    /** Absent: there is none, or none that can be read. */
    static Optional<LedgerRecord> find(Path base, String run) {
        return run.matches(NAME) ? read(RunFolder.of(base, run).ledger()) : Optional.empty();
    }

    /** One that is over, or was cut off and has left nothing behind. @throws LocalFailure where it is not */
    public static LedgerRecord over(Path base, String run) {
        LedgerRecord record = read(base, run);
        if (!record.ended()) {
            if (record.alive()) {
                throw new LocalFailure("run " + run + " is under way (process " + record.pid()
                        + "); ask again once it has ended, or end it with Ctrl-C first");
            }
            Survivors.demandNone(base, run);
        }
        return record;
    }

    static Optional<LedgerRecord> read(Path file) {
        try {
            return parsed(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<LedgerRecord> parsed(String text) {
        try {
            return Source.parse(text).stream()
                    .filter(Mapping.class::isInstance)
                    .map(source -> new LedgerRecord((Mapping) source, PastEvents.NONE))
                    .filter(LedgerRecord::sound)
                    .findFirst();
        } catch (SourceException e) {
            return Optional.empty();
        }
    }

    /** Whether all that is asked of it later can be told. */
    private boolean sound() {
        try {
            boolean named = !id().isEmpty() && !run().isEmpty() && !pipeline().isEmpty();
            constant(Report.Phase.class, state());
            Long.parseLong(pid());
            end();
            arguments();
            told();
            kept();
            settled();
            rollbacks();
            undone();
            again();
            gateStates();
            return named
                    && time(ledger, "start").isPresent()
                    && gates().size() == gateStates().size();
        } catch (RuntimeException e) { // whatever a hand, a disk or a later version has made of it
            return false;
        }
    }

    public String id() {
        return text(ledger, "id");
    }

    public String run() {
        return text(ledger, "run");
    }

    /** The run whose step began it. */
    public Optional<String> parent() {
        return Optional.of(text(ledger, "parent")).filter(name -> !name.isEmpty());
    }

    /** The run that it takes over from. */
    Optional<String> rerunOf() {
        return Optional.of(text(ledger, "rerunOf")).filter(name -> !name.isEmpty());
    }

    /** Steps that were to run again, whatever they were in that run. */
    Set<String> again() {
        return items(ledger, "again").stream()
                .map(step -> ((Scalar) step).text())
                .collect(Collectors.toSet());
    }

    public String pipeline() {
        return text(ledger, "pipeline");
    }

    public String file() {
        return text(ledger, "file");
    }

    public String state() {
        return text(ledger, "state");
    }

    public String message() {
        return text(ledger, "message");
    }

    public Instant start() {
        return time(ledger, "start").orElse(Instant.EPOCH);
    }

    public Optional<Instant> end() {
        return time(ledger, "end");
    }

    public boolean ended() {
        return end().isPresent();
    }

    public String pid() {
        return text(ledger, "pid");
    }

    /** Whether its process goes on. An older Sluice kept no more of it than its number, and when the run began. */
    public boolean alive() {
        long pid = Long.parseLong(pid());
        String began = text(ledger, "processStart");
        return began.isEmpty()
                ? ProcessHandle.of(pid)
                        .filter(ProcessHandle::isAlive)
                        .flatMap(process -> process.info().startInstant())
                        .filter(start -> start.isBefore(start().plusSeconds(1)))
                        .isPresent()
                : new ProcessIdentity(pid, began).alive();
    }

    public List<String> arguments() {
        return items(ledger, "arguments").stream()
                .map(argument -> ((Scalar) argument).text())
                .toList();
    }

    /** How its jobs ended. What was cut off with its process was stopped half-way; what one rollback passed over another may come to. */
    Map<JobId, JobReport> settled() {
        Map<JobId, JobReport> settled = new HashMap<>(events.jobs());
        jobs().forEach((id, job) -> {
            JobReport report = report(job);
            boolean mayComeYet = Undos.isUndo(id.step()) && report.state() == JobState.SKIPPED;
            boolean behind = settled.containsKey(id)
                    && !constant(JobState.class, text(job, "state")).ended();
            if (report.state().ended() && !mayComeYet && !behind) {
                settled.put(id, report);
            }
        });
        return settled;
    }

    private static JobReport report(Mapping job) {
        JobState state = constant(JobState.class, text(job, "state"));
        return new JobReport(
                state == JobState.ACTIVE ? JobState.CANCELLED : state,
                items(job, "attempts").size(),
                0,
                failure(job),
                Optional.empty(),
                texts(job, "outputs"),
                time(job, "start"),
                time(job, "end"));
    }

    private static Optional<Failure> failure(Mapping job) {
        return job.get("failure").map(Mapping.class::cast).map(failure -> {
            String code = text(failure, "exitCode");
            return new Failure(
                    constant(Failure.Kind.class, text(failure, "kind")),
                    code.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(code)),
                    text(failure, "message"));
        });
    }

    /** Names of steps in that state, what undoes them apart. */
    List<String> steps(StepReport.State state) {
        return items(ledger, "steps").stream()
                .map(Mapping.class::cast)
                .filter(step -> constant(StepReport.State.class, text(step, "state")) == state)
                .map(step -> text(step, "name"))
                .toList();
    }

    public List<String> steps() {
        return items(ledger, "steps").stream()
                .map(step -> text((Mapping) step, "name"))
                .toList();
    }

    record Told(StepReport.State state, String message) {}

    /** What is told for good: of steps that are over, those that undo others and may come yet apart. */
    Map<String, Told> told() {
        Map<String, Told> told = new HashMap<>();
        for (Source source : items(ledger, "steps")) {
            Mapping step = (Mapping) source;
            StepReport.State state = constant(StepReport.State.class, text(step, "state"));
            String name = text(step, "name");
            if (state.ended() && !(Undos.isUndo(name) && state == StepReport.State.SKIPPED)) {
                told.put(name, new Told(state, text(step, "message")));
            }
        }
        return told;
    }

    /** What a job's attempts were and what it was made of: its digest, and its attempts as JSON. */
    record Kept(String digest, List<String> attempts) {}

    Map<JobId, Kept> kept() {
        Map<JobId, Kept> kept = new HashMap<>();
        Map<JobId, String> digests = events.digests();
        events.jobs().keySet().forEach(id -> kept.put(id, new Kept(digests.getOrDefault(id, ""), events.attempts(id))));
        jobs().forEach((id, job) -> {
            if (!kept.containsKey(id)
                    || constant(JobState.class, text(job, "state")).ended()) {
                List<String> attempts =
                        items(job, "attempts").stream().map(Source::json).toList();
                kept.put(id, new Kept(text(job, "digest"), attempts));
            }
        });
        return kept;
    }

    /** What something began to undo, and so is not there any more, or not whole. */
    Set<JobId> undone() {
        Map<JobId, Mapping> jobs = jobs();
        Set<JobId> undone = new HashSet<>();
        kept().forEach((undo, was) -> {
            if (Undos.isUndo(undo.step()) && !was.attempts().isEmpty()) {
                Optional<String> target = Optional.ofNullable(jobs.get(undo)).map(job -> text(job, "target"));
                jobs.forEach((id, job) -> {
                    boolean there = target.map(text(job, "target")::equals).orElse(true);
                    if (there && id.step().equals(Undos.undone(undo.step()))) {
                        undone.add(id);
                    }
                });
            }
        });
        return undone;
    }

    /** One that was cut off has failed, and what it did not come to is still to be undone. */
    List<Rollback> rollbacks() {
        List<Rollback> rollbacks = new ArrayList<>();
        for (Source source : items(ledger, "rollbacks")) {
            Rollback rollback = rollback((Mapping) source);
            rollbacks.add(rollback.active() ? cutOff(rollback, rollbacks) : rollback);
        }
        return rollbacks;
    }

    private static Rollback rollback(Mapping rollback) {
        return new Rollback(
                Integer.parseInt(text(rollback, "id")),
                constant(Rollback.Cause.class, text(rollback, "cause")),
                text(rollback, "by"),
                text(rollback, "step"),
                text(rollback, "to"),
                items(rollback, "steps").stream()
                        .map(step -> ((Scalar) step).text())
                        .toList(),
                text(rollback, "run"),
                constant(StepReport.State.class, text(rollback, "state")),
                text(rollback, "message"));
    }

    /** What it began is its own, and of what did not end nobody can tell how far it came: it is never begun a second time. */
    private Rollback cutOff(Rollback rollback, List<Rollback> before) {
        Set<String> begun = new LinkedHashSet<>();
        Set<String> open = new LinkedHashSet<>();
        Map<JobId, JobReport> settled = settled();
        kept().forEach((job, kept) -> {
            String step = Undos.undone(job.step());
            if (Undos.isUndo(job.step())
                    && !kept.attempts().isEmpty()
                    && before.stream().noneMatch(other -> other.steps().contains(step))) {
                begun.add(step);
                if (!settled.containsKey(job) || settled.get(job).state() == JobState.CANCELLED) {
                    open.add(step);
                }
            }
        });
        Set<String> steps = new LinkedHashSet<>(rollback.steps()); // in their order
        steps.retainAll(begun);
        steps.addAll(begun);
        String during = open.isEmpty()
                ? ""
                : " while " + String.join(", ", open) + " was undone: whether that was done is for you to find out";
        return new Rollback(
                rollback.id(),
                rollback.cause(),
                rollback.by(),
                rollback.step(),
                rollback.to(),
                List.copyOf(steps),
                rollback.run(),
                StepReport.State.FAILED,
                "the rollback to " + rollback.to() + " was cut off" + during);
    }

    Map<String, GateRecord> gates() {
        Map<String, GateRecord> gates = new HashMap<>();
        items(ledger, "gates").forEach(gate -> gates.put(text((Mapping) gate, "name"), gate((Mapping) gate)));
        return gates;
    }

    Map<String, GateReport.State> gateStates() {
        Map<String, GateReport.State> states = new HashMap<>();
        items(ledger, "gates")
                .forEach(gate -> states.put(
                        text((Mapping) gate, "name"), constant(GateReport.State.class, text((Mapping) gate, "state"))));
        return states;
    }

    private static GateRecord gate(Mapping gate) {
        List<GateRecord.Vote> votes = items(gate, "decisions").stream()
                .map(Mapping.class::cast)
                .map(vote -> new GateRecord.Vote(
                        text(vote, "person"),
                        constant(GateRecord.Vote.Kind.class, text(vote, "verdict")),
                        text(vote, "comment"),
                        time(vote, "time").orElse(Instant.EPOCH)))
                .toList();
        GateReport.State state = constant(GateReport.State.class, text(gate, "state"));
        boolean decided = state == GateReport.State.APPROVED || state == GateReport.State.REJECTED;
        Optional<GateRecord.Vote> last = votes.isEmpty() ? Optional.empty() : Optional.of(votes.get(votes.size() - 1));
        Optional<GateRecord.Verdict> verdict = time(gate, "end")
                .filter(end -> decided)
                .map(end -> new GateRecord.Verdict(
                        state == GateReport.State.APPROVED,
                        last.map(GateRecord.Vote::person).orElse(""),
                        last.map(GateRecord.Vote::comment).orElse(""),
                        end));
        return new GateRecord(time(gate, "start"), verdict, answers(gate), votes, time(gate, "end"));
    }

    private static Map<String, List<String>> answers(Mapping gate) {
        Map<String, List<String>> answers = new LinkedHashMap<>();
        gate.get("answers").map(Mapping.class::cast).ifPresent(all -> all.fields()
                .forEach((key, values) -> answers.put(
                        key,
                        ((Sequence) values.value())
                                .items().stream()
                                        .map(value -> ((Scalar) value).text())
                                        .toList())));
        return answers;
    }

    public List<String> jobNames() {
        return jobs().values().stream().map(job -> text(job, "name")).toList();
    }

    /** A job that has a log by now, in the order of the steps. */
    public record JobLog(String step, String job, String state, Path log) {}

    /** A job's attempts write one log; what a folder is called now counts, and not what it was called then. */
    public List<JobLog> logs(Path folder) {
        List<JobLog> logs = new ArrayList<>();
        jobs().forEach((id, job) -> items(job, "attempts").stream()
                .findFirst()
                .map(attempt -> Path.of(text((Mapping) attempt, "log")).getFileName())
                .ifPresent(log ->
                        logs.add(new JobLog(id.step(), text(job, "name"), text(job, "state"), folder.resolve(log)))));
        return logs;
    }

    /** Names of jobs that added steps to the run, in that order. */
    List<String> uploads() {
        return items(ledger, "uploads").stream()
                .map(upload -> text((Mapping) upload, "job"))
                .toList();
    }

    private Map<JobId, Mapping> jobs() {
        Map<JobId, Mapping> all = new LinkedHashMap<>();
        for (Source step : items(ledger, "steps")) {
            List<Source> jobs = items((Mapping) step, "jobs");
            for (int i = 0; i < jobs.size(); i++) {
                all.put(new JobId(text((Mapping) step, "name"), i), (Mapping) jobs.get(i));
            }
        }
        return all;
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String word) {
        return Enum.valueOf(type, word.replaceAll("([a-z])([A-Z])", "$1_$2").toUpperCase(Locale.ROOT));
    }

    private static Map<String, String> texts(Mapping owner, String name) {
        Map<String, String> texts = new LinkedHashMap<>();
        owner.get(name).map(Mapping.class::cast).ifPresent(all -> all.fields()
                .forEach((key, field) -> texts.put(key, ((Scalar) field.value()).text())));
        return texts;
    }

    private static Optional<Instant> time(Mapping owner, String name) {
        String text = text(owner, name);
        return text.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(text));
    }

    private static String text(Mapping owner, String name) {
        return owner.get(name).orElse(null) instanceof Scalar scalar ? scalar.text() : "";
    }

    private static List<Source> items(Mapping owner, String name) {
        return owner.get(name).orElse(null) instanceof Sequence list ? new ArrayList<>(list.items()) : List.of();
    }
}
