package dev.sluice.local;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.sluice.core.plan.Job;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.StepReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code events.jsonl}: what happens to the stages of a run, a line of JSON each, written at once and whole, so that it can be followed and
 * is all there when the run is cut off (E5). docs/schemas/events.schema.json says what is in a line.
 */
final class EventLog {

    private static final JsonFactory JSON = new JsonFactory();

    private final LocalSetup setup;
    private final Clock clock;
    private OutputStream out;

    EventLog(LocalSetup setup, Clock clock) {
        this.setup = setup;
        this.clock = clock;
    }

    /** Before it begins: whoever reads this after a kill -9 knows all that may have run, and perhaps one that did not. */
    void starting(Job job, AttemptRecord attempt) {
        line(job.id().step(), "running", Duration.ZERO, List.of(), json -> of(json, job, attempt));
    }

    void ended(Job job, AttemptRecord attempt, JobReport report) {
        String status = attempt.cached() ? "cached" : status(report.state());
        line(job.id().step(), status, attempt.duration(clock.instant()), attempt.artifacts(), json -> {
            of(json, job, attempt);
            Optional<Failure> failure = report.failure().or(attempt::failure);
            if (attempt.exitCode().isPresent()) {
                json.writeNumberField("exitCode", attempt.exitCode().getAsInt());
            }
            if (failure.isPresent() && report.state() != JobState.SUCCEEDED) {
                json.writeStringField("message", failure.get().message());
            }
            if (attempt.digest().isPresent()) {
                json.writeStringField("digest", attempt.digest().get());
                outputs(json, report.outputs());
            }
        });
    }

    /** Only of one that had no attempt is there anything left to say. */
    void stepEnded(StepReport step) {
        if (step.jobs().stream().anyMatch(job -> job.attempts() > 0)) {
            return;
        }
        String status =
                switch (step.state()) {
                    case SUCCEEDED -> step.message().isEmpty() ? "succeeded" : "takenOver";
                    case SKIPPED -> "skipped";
                    case CANCELLED -> "cancelled";
                    default -> status(JobState.FAILED);
                };
        line(step.name(), status, Duration.ZERO, List.of(), json -> {
            if (!step.message().isEmpty()) {
                json.writeStringField("message", step.message());
            }
        });
    }

    private static String status(JobState state) {
        return switch (state) {
            case SUCCEEDED -> "succeeded";
            case SOFT_FAILED -> "softFailed";
            case FAILED -> "failed";
            case CANCELLED -> "cancelled";
            case SKIPPED -> "skipped";
            default -> "retrying";
        };
    }

    private interface Rest {
        void write(JsonGenerator json) throws IOException;
    }

    private static void of(JsonGenerator json, Job job, AttemptRecord attempt) throws IOException {
        json.writeStringField("job", job.name());
        json.writeNumberField("index", job.id().index());
        json.writeNumberField("attempt", attempt.number());
        json.writeStringField("log", attempt.log().toString());
    }

    private static void outputs(JsonGenerator json, Map<String, String> outputs) throws IOException {
        json.writeObjectFieldStart("outputs");
        for (Map.Entry<String, String> output : outputs.entrySet()) {
            json.writeStringField(output.getKey(), output.getValue());
        }
        json.writeEndObject();
    }

    private void line(String stage, String status, Duration took, List<String> artifacts, Rest rest) {
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        Instant now = clock.instant();
        try {
            try (JsonGenerator json = JSON.createGenerator(line)) {
                json.writeStartObject();
                json.writeStringField("time", now.toString());
                json.writeStringField("run", setup.folder().run());
                json.writeStringField("runId", setup.id());
                json.writeStringField("stageId", stage);
                json.writeStringField("status", status);
                json.writeNumberField("durationMs", took.toMillis());
                json.writeArrayFieldStart("artifacts");
                for (String artifact : artifacts) {
                    json.writeString(artifact);
                }
                json.writeEndArray();
                rest.write(json);
                json.writeEndObject();
            }
            line.write('\n');
            if (out == null) {
                out = opened(setup.folder().events());
            }
            out.write(line.toByteArray());
        } catch (IOException e) {
            throw LocalFailure.of("cannot write " + setup.folder().events(), e, "is the disk full?");
        }
    }

    /** A line that was cut off stays one of its own. */
    private static OutputStream opened(Path file) throws IOException {
        boolean cut = false;
        if (Files.exists(file) && Files.size(file) > 0) {
            try (SeekableByteChannel channel = Files.newByteChannel(file)) {
                ByteBuffer last = ByteBuffer.allocate(1);
                channel.position(channel.size() - 1).read(last);
                cut = last.get(0) != '\n';
            }
        }
        OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (cut) {
            out.write('\n');
        }
        return out;
    }

    void close() {
        try {
            if (out != null) {
                out.close();
                out = null;
            }
        } catch (IOException e) {
            throw LocalFailure.of("cannot write " + setup.folder().events(), e, "is the disk full?");
        }
    }
}
