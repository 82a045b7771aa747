package dev.sluice.local;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.Source.Scalar;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What {@code events.jsonl} says of a run's jobs. Of a run that was cut off it may say more than the run's record: an attempt is in it
 * before its process begins, whatever comes of that.
 */
final class PastEvents {

    static final PastEvents NONE = new PastEvents();

    private final Map<JobId, List<Mapping>> attempts = new LinkedHashMap<>();

    private PastEvents() {}

    /** @throws LocalFailure where there is such a file, and it can't be read */
    static PastEvents read(Path file) {
        if (!Files.isRegularFile(file)) {
            return NONE;
        }
        PastEvents events = new PastEvents();
        try {
            // Where a machine lost power there may be any bytes in it.
            for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                event(line).ifPresent(events::add);
            }
        } catch (IOException e) {
            throw LocalFailure.of("cannot read " + file, e, "may you read it?");
        }
        return events;
    }

    /** Absent: it is cut off in the middle. */
    private static Optional<Mapping> event(String line) {
        try {
            return Source.parse(line).stream()
                    .filter(Mapping.class::isInstance)
                    .map(Mapping.class::cast)
                    .findFirst();
        } catch (SourceException e) {
            return Optional.empty();
        }
    }

    /** The last event of each attempt; those of steps that made none say nothing of jobs. */
    private void add(Mapping event) {
        Optional<Integer> index = number(event, "index");
        Optional<Integer> number = number(event, "attempt");
        if (index.isEmpty() || number.isEmpty() || number.get() < 1) {
            return;
        }
        List<Mapping> all =
                attempts.computeIfAbsent(new JobId(text(event, "stageId"), index.get()), id -> new ArrayList<>());
        boolean ends =
                !all.isEmpty() && number(all.get(all.size() - 1), "attempt").equals(number);
        if (ends) {
            all.remove(all.size() - 1);
        }
        all.add(event);
    }

    Map<JobId, JobReport> jobs() {
        Map<JobId, JobReport> jobs = new LinkedHashMap<>();
        attempts.forEach((id, all) -> jobs.put(id, report(all)));
        return jobs;
    }

    /** What succeeded, and of what it was made. */
    Map<JobId, String> digests() {
        Map<JobId, String> digests = new LinkedHashMap<>();
        attempts.forEach((id, all) -> {
            String digest = text(all.get(all.size() - 1), "digest");
            if (!digest.isEmpty()) {
                digests.put(id, digest);
            }
        });
        return digests;
    }

    /** Attempts of a job, as they are in a run's record. */
    List<String> attempts(JobId job) {
        return attempts.getOrDefault(job, List.of()).stream()
                .map(PastEvents::attempt)
                .toList();
    }

    private static String attempt(Mapping event) {
        Map<String, Object> attempt = new LinkedHashMap<>();
        attempt.put("number", number(event, "attempt").orElseThrow());
        attempt.put("start", start(event).orElse(Instant.EPOCH).toString());
        if (!text(event, "status").equals("running")) {
            attempt.put("end", text(event, "time"));
            number(event, "exitCode").ifPresent(code -> attempt.put("exitCode", code));
        }
        attempt.put("log", text(event, "log"));
        return Source.of(attempt).json();
    }

    private static JobReport report(List<Mapping> attempts) {
        Mapping last = attempts.get(attempts.size() - 1);
        JobState state = state(text(last, "status"));
        return new JobReport(
                state,
                attempts.size(),
                0,
                state.failed() ? Optional.of(failure(last)) : Optional.empty(),
                Optional.empty(),
                outputs(last),
                start(last),
                time(last));
    }

    /** What was cut off was stopped half-way. */
    private static JobState state(String status) {
        return switch (status) {
            case "succeeded", "cached" -> JobState.SUCCEEDED;
            case "failed" -> JobState.FAILED;
            case "softFailed" -> JobState.SOFT_FAILED;
            default -> JobState.CANCELLED;
        };
    }

    private static Failure failure(Mapping event) {
        return new Failure(
                Failure.Kind.STEP,
                number(event, "exitCode").map(OptionalInt::of).orElseGet(OptionalInt::empty),
                text(event, "message"));
    }

    private static Map<String, String> outputs(Mapping event) {
        Map<String, String> outputs = new LinkedHashMap<>();
        if (event.get("outputs").orElse(null) instanceof Mapping all) {
            all.fields().forEach((key, field) -> {
                if (field.value() instanceof Scalar value) {
                    outputs.put(key, value.text());
                }
            });
        }
        return outputs;
    }

    private static Optional<Instant> start(Mapping event) {
        return time(event)
                .map(end -> end.minusMillis(number(event, "durationMs").orElse(0)));
    }

    private static Optional<Instant> time(Mapping event) {
        try {
            return Optional.of(Instant.parse(text(event, "time")));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Integer> number(Mapping event, String name) {
        String text = text(event, name);
        return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
    }

    private static String text(Mapping event, String name) {
        return event.get(name).orElse(null) instanceof Scalar scalar ? scalar.text() : "";
    }
}
