package dev.sluice.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.core.model.Rerun;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.JudgedUpload;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.Reruns;
import dev.sluice.core.schedule.Rollback;
import dev.sluice.core.schedule.StepReport;
import dev.sluice.core.schedule.TargetReport;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A run's record as JSON: state, times and failures of the run, its steps, jobs and attempts. Times are ISO 8601, durations milliseconds. */
final class LedgerText {

    private static final JsonFactory JSON = new JsonFactory();
    private static final ProcessIdentity OWN = ProcessIdentity.own();

    private final LocalSetup setup;
    private final Plan plan;
    private final Attempts attempts;
    private final JsonGenerator json;
    private final Map<JobId, LedgerRecord.Kept> kept;

    private LedgerText(LocalSetup setup, Plan plan, Attempts attempts, JsonGenerator json) {
        this.setup = setup;
        this.plan = plan;
        this.attempts = attempts;
        this.json = json;
        this.kept = setup.kept().map(run -> run.ledger().kept()).orElse(Map.of());
    }

    static String of(
            LocalSetup setup, Plan plan, Instant start, Optional<Instant> end, Report report, Attempts attempts) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text).useDefaultPrettyPrinter()) {
            new LedgerText(setup, plan, attempts, json).run(start, end, report);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.append('\n').toString();
    }

    private void run(Instant start, Optional<Instant> end, Report report) throws IOException {
        json.writeStartObject();
        json.writeStringField("run", setup.folder().run());
        json.writeStringField("id", setup.id());
        json.writeStringField("pipeline", setup.plan().pipeline());
        json.writeStringField("file", setup.file());
        if (setup.parent().isPresent()) {
            json.writeStringField("parent", setup.parent().get());
        }
        rerun();
        texts("arguments", setup.arguments());
        json.writeNumberField("pid", OWN.pid());
        json.writeStringField("processStart", OWN.began());
        json.writeStringField("state", word(report.phase()));
        json.writeStringField("reason", word(report.reason()));
        if (report.reason() == Report.Reason.COMPLETED_WITH_FAILURES) {
            json.writeBooleanField("degraded", true);
        }
        json.writeStringField("message", report.message());
        times(Optional.of(start), end);
        json.writeArrayFieldStart("steps");
        for (StepReport step : report.steps()) {
            step(step);
        }
        json.writeEndArray();
        if (!report.targets().isEmpty()) {
            targets(report);
        }
        gates(report.gates());
        rollbacks(report.rollbacks());
        uploads();
        json.writeEndObject();
    }

    /** Where it is cut off before it has taken over all that it may, it is known where the rest is. */
    private void rerun() throws IOException {
        Optional<Rerun> rerun = setup.plan().request().rerun();
        if (rerun.isPresent()) {
            json.writeStringField("rerunOf", rerun.get().run());
            texts(
                    "again",
                    plan.steps().values().stream()
                            .filter(step -> Reruns.again(plan, step))
                            .map(PlannedStep::name)
                            .toList());
        }
    }

    private void gates(List<GateReport> gates) throws IOException {
        if (gates.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("gates");
        for (GateReport gate : gates) {
            json.writeStartObject();
            json.writeStringField("name", gate.name());
            json.writeStringField("state", word(gate.state()));
            json.writeStringField("prompt", gate.prompt());
            times(Optional.of(gate.opened()), gate.closed());
            json.writeArrayFieldStart("decisions");
            for (GateRecord.Vote vote : gate.record().votes()) {
                vote(vote);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("answers");
            for (Map.Entry<String, List<String>> answer :
                    gate.record().answers().entrySet()) {
                json.writeArrayFieldStart(answer.getKey());
                for (String value : answer.getValue()) {
                    json.writeString(value);
                }
                json.writeEndArray();
            }
            json.writeEndObject();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void uploads() throws IOException {
        if (plan.uploads().isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("uploads");
        for (int i = 0; i < plan.uploads().size(); i++) {
            JudgedUpload judged = plan.uploads().get(i);
            json.writeStartObject();
            json.writeStringField("job", plan.job(judged.upload().job()).name());
            json.writeStringField("file", setup.folder().upload(i + 1).toString());
            texts("steps", judged.steps());
            texts("faults", judged.faults());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void texts(String field, List<String> texts) throws IOException {
        json.writeArrayFieldStart(field);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }

    private void vote(GateRecord.Vote vote) throws IOException {
        json.writeStartObject();
        json.writeStringField("person", vote.person());
        json.writeStringField("verdict", word(vote.kind()));
        json.writeStringField("time", vote.time().toString());
        json.writeStringField("comment", vote.comment());
        json.writeEndObject();
    }

    private void targets(Report report) throws IOException {
        json.writeArrayFieldStart("targets");
        for (TargetReport target : report.targets()) {
            json.writeStartObject();
            json.writeStringField("name", target.name());
            json.writeStringField("state", word(target.state()));
            json.writeStringField("step", target.step());
            json.writeStringField("message", target.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void rollbacks(List<Rollback> rollbacks) throws IOException {
        if (rollbacks.isEmpty()) {
            return;
        }
        json.writeArrayFieldStart("rollbacks");
        for (Rollback rollback : rollbacks) {
            json.writeStartObject();
            json.writeNumberField("id", rollback.id());
            json.writeStringField("cause", word(rollback.cause()));
            json.writeStringField("by", rollback.by());
            json.writeStringField("step", rollback.step());
            json.writeStringField("to", rollback.to());
            json.writeArrayFieldStart("steps");
            for (String step : rollback.steps()) {
                json.writeString(step);
            }
            json.writeEndArray();
            json.writeStringField("run", rollback.run());
            json.writeStringField("state", word(rollback.state()));
            json.writeStringField("message", rollback.message());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void step(StepReport step) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", step.name());
        json.writeStringField("state", word(step.state()));
        json.writeStringField("message", step.message());
        times(step.start(), step.end());
        json.writeArrayFieldStart("jobs");
        List<Job> jobs = plan.step(step.name()).jobs();
        for (int i = 0; i < step.jobs().size(); i++) {
            job(jobs.get(i), step.jobs().get(i));
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private void job(Job job, JobReport report) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", job.name());
        if (job.lane().target().isPresent()) {
            json.writeStringField("target", job.lane().target().get().name());
        }
        json.writeStringField("state", word(report.state()));
        digest(job, report);
        times(report.start(), report.end());
        failure(report.failure());
        json.writeObjectFieldStart("outputs");
        for (Map.Entry<String, String> output : report.outputs().entrySet()) {
            json.writeStringField(output.getKey(), output.getValue());
        }
        json.writeEndObject();
        json.writeArrayFieldStart("attempts");
        for (JobProcess process : attempts.of(job.id())) {
            attempt(process.record());
        }
        if (!attempts.has(job.id()) && kept.containsKey(job.id())) {
            for (String attempt : kept.get(job.id()).attempts()) {
                json.writeRawValue(attempt);
            }
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** Of what it was made of, for runs that take it over. */
    private void digest(Job job, JobReport report) throws IOException {
        if (report.state() != JobState.SUCCEEDED) {
            return;
        }
        List<JobProcess> own = attempts.of(job.id());
        Optional<String> digest = own.isEmpty()
                ? setup.earlier()
                        .map(e -> e.successes().get(job.id()).digest())
                        .or(() -> Optional.ofNullable(kept.get(job.id())).map(LedgerRecord.Kept::digest))
                : own.get(own.size() - 1).record().digest();
        if (digest.isPresent()) {
            json.writeStringField("digest", digest.get());
        }
    }

    private void attempt(AttemptRecord attempt) throws IOException {
        json.writeStartObject();
        json.writeNumberField("number", attempt.number());
        times(Optional.of(attempt.start()), attempt.end());
        if (attempt.exitCode().isPresent()) {
            json.writeNumberField("exitCode", attempt.exitCode().getAsInt());
        }
        failure(attempt.failure());
        if (attempt.cached()) {
            json.writeBooleanField("cached", true);
        }
        json.writeStringField("log", attempt.log().toString());
        json.writeEndObject();
    }

    private void times(Optional<Instant> start, Optional<Instant> end) throws IOException {
        if (start.isPresent()) {
            json.writeStringField("start", start.get().toString());
        }
        if (end.isPresent()) {
            json.writeStringField("end", end.get().toString());
        }
        if (start.isPresent() && end.isPresent()) {
            json.writeNumberField(
                    "durationMs", Duration.between(start.get(), end.get()).toMillis());
        }
    }

    private void failure(Optional<Failure> failure) throws IOException {
        if (failure.isEmpty()) {
            return;
        }
        json.writeObjectFieldStart("failure");
        json.writeStringField("kind", word(failure.get().kind()));
        json.writeStringField("message", failure.get().message());
        if (failure.get().exitCode().isPresent()) {
            json.writeNumberField("exitCode", failure.get().exitCode().getAsInt());
        }
        json.writeEndObject();
    }

    /** {@code STEP_FAILED} as the API writes it: {@code StepFailed}. */
    private static String word(Enum<?> value) {
        StringBuilder word = new StringBuilder();
        for (String part : value.name().split("_")) {
            word.append(part.charAt(0)).append(part.substring(1).toLowerCase(Locale.ROOT));
        }
        return word.toString();
    }
}
