package dev.sluice.local;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.schedule.Earlier;
import dev.sluice.core.schedule.JobReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The record of a run that is over, or was cut off, for one that takes over what it did (E5).
 *
 * @param arguments of the command line that made it
 */
public record EarlierLedger(String run, List<String> arguments, Earlier earlier) {

    /** @throws LocalFailure where there is no such run here, or its record can't be read */
    public static EarlierLedger read(Path base, String run) {
        Path file = base.resolve(".sluice").resolve("runs").resolve(run).resolve("run.json");
        LedgerRecord.read(base, run); // which says what is wrong with it
        try {
            return read(run, Source.parse(Files.readString(file)).get(0), file.resolveSibling("events.jsonl"));
        } catch (IOException | SourceException e) {
            throw new LocalFailure("the run's record " + file + " can't be read: " + e.getMessage());
        }
    }

    private static EarlierLedger read(String run, Source ledger, Path events) {
        List<String> arguments = new ArrayList<>();
        items(ledger, "arguments").forEach(argument -> arguments.add(((Source.Scalar) argument).text()));
        Map<JobId, Earlier.Success> successes = new HashMap<>();
        for (Source step : items(ledger, "steps")) {
            List<Source> jobs = items(step, "jobs");
            for (int i = 0; i < jobs.size(); i++) {
                JobId id = new JobId(text(step, "name").orElseThrow(), i);
                Map<String, String> outputs = outputs(jobs.get(i));
                text(jobs.get(i), "digest").ifPresent(d -> successes.put(id, new Earlier.Success(d, outputs)));
            }
        }
        boolean cutOff =
                text(ledger, "end").isEmpty() && items(ledger, "rollbacks").isEmpty();
        if (cutOff) {
            events(PastEvents.read(events), successes);
        }
        return new EarlierLedger(run, arguments, new Earlier(successes));
    }

    /** Of a run that was cut off, the last of them may not be in its record yet. */
    private static void events(PastEvents events, Map<JobId, Earlier.Success> successes) {
        Map<JobId, JobReport> jobs = events.jobs();
        events.digests()
                .forEach((job, digest) -> successes.put(
                        job, new Earlier.Success(digest, jobs.get(job).outputs())));
    }

    private static Map<String, String> outputs(Source job) {
        Map<String, String> outputs = new LinkedHashMap<>();
        if (field(job, "outputs").orElse(null) instanceof Source.Mapping mapping) {
            mapping.fields().forEach((name, field) -> outputs.put(name, ((Source.Scalar) field.value()).text()));
        }
        return outputs;
    }

    private static List<Source> items(Source owner, String name) {
        return field(owner, name).orElse(null) instanceof Source.Sequence list ? list.items() : List.of();
    }

    private static Optional<String> text(Source owner, String name) {
        return field(owner, name).filter(Source.Scalar.class::isInstance).map(value -> ((Source.Scalar) value).text());
    }

    private static Optional<Source> field(Source owner, String name) {
        return owner instanceof Source.Mapping mapping ? mapping.get(name) : Optional.empty();
    }
}
