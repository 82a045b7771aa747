package dev.sluice.core.schedule;

import dev.sluice.core.model.Ordered;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * What is to be told of a job.
 *
 * @param attempts how many there were, 0 where none
 * @param infrastructureFailures how many of them failed through no fault of the step
 * @param trouble why an attempt does not start, where somebody should know
 */
@RecordBuilder
public record JobReport(
        JobState state,
        int attempts,
        int infrastructureFailures,
        Optional<Failure> failure,
        Optional<String> trouble,
        Map<String, String> outputs,
        Optional<Instant> start,
        Optional<Instant> end) {

    public JobReport {
        outputs = Ordered.copyOf(outputs);
    }

    JobReport withOutputs(Map<String, String> others) {
        return JobReportBuilder.builder(this).outputs(others).build();
    }

    JobReport with(JobState other) {
        return JobReportBuilder.builder(this).state(other).build();
    }
}
