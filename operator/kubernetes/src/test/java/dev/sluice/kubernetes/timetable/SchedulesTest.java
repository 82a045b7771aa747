package dev.sluice.kubernetes.timetable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineStatus;
import dev.sluice.kubernetes.fake.FakeCluster;
import dev.sluice.kubernetes.fake.Resources;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Runs that schedules ask for, from what is on record and the time (A1). */
class SchedulesTest {

    private static final String STEPS = "\nvariables: {env: dev}\nsteps:\n- {name: a, image: b, script: x}\n";

    private Instant now = Instant.parse("2026-11-21T10:00:30Z");
    private final FakeCluster cluster = new FakeCluster(v -> now);
    private final Schedules schedules = new Schedules(cluster);

    @Test
    void aPipelineThatWasJustMadeHasMissedNothing() {
        Pipeline pipeline = pipeline("[{schedule: '*/5 * * * *'}]");
        assertThat(keep(pipeline)).isEqualTo(new Schedules.Times(null, at("10:05:00")));
        assertThat(cluster.runs).isEmpty();
    }

    @Test
    void whenItsTimeComesARunIsMadeAndOneAlone() {
        Pipeline pipeline = pipeline("[{schedule: '*/5 * * * *', variables: {env: prod}}]");
        keep(pipeline);
        now = at("10:05:00");
        Schedules.Times times = schedules.keep(pipeline, now); // killed before the status is written
        assertThat(keep(pipeline)).isEqualTo(times).isEqualTo(new Schedules.Times(at("10:05:00"), at("10:10:00")));
        PipelineRun run = cluster.runs.get("p-202611211005");
        assertThat(cluster.runs).hasSize(1);
        assertThat(run.getSpec().pipeline()).isEqualTo("p");
        assertThat(run.getSpec().variables()).containsEntry("env", "prod");
        assertThat(run.getMetadata().getLabels()).containsEntry("sluice.dev/pipeline", "p");
        now = at("10:05:01");
        keep(pipeline);
        assertThat(cluster.count("create run")).isEqualTo(2);
    }

    @Test
    void oneRunIsForAllThatWereMissed() {
        Pipeline pipeline = pipeline("[{schedule: '*/5 * * * *'}]");
        keep(pipeline);
        now = at("12:33:00");
        keep(pipeline);
        assertThat(cluster.runs).containsOnlyKeys("p-202611211230");
    }

    @Test
    void orNone() {
        Pipeline pipeline = pipeline("[{schedule: '*/5 * * * *', onMissed: Skip}]");
        keep(pipeline);
        now = at("12:33:00");
        assertThat(keep(pipeline)).isEqualTo(new Schedules.Times(null, at("12:35:00")));
        assertThat(cluster.runs).isEmpty();
        now = at("12:35:20");
        keep(pipeline);
        assertThat(cluster.runs).containsOnlyKeys("p-202611211235");
    }

    @Test
    void whatIsMissedWhileItWasSuspendedIsNotMadeUpFor() {
        Pipeline pipeline = pipeline("[{schedule: '*/5 * * * *'}]");
        keep(pipeline);
        record(pipeline, Schedules.Times.onRecord(pipeline).idle());
        now = at("12:33:00");
        pipeline.getMetadata().setGeneration(3L);
        assertThat(keep(pipeline)).isEqualTo(new Schedules.Times(null, at("12:35:00")));
        assertThat(cluster.runs).isEmpty();
    }

    @Test
    void aScheduleThatIsNewHasMissedNothing() {
        Pipeline pipeline = pipeline("[{schedule: '0 11 * * *'}]");
        keep(pipeline);
        now = at("12:33:00");
        Pipeline edited = pipeline("[{schedule: '30 11 * * *'}]");
        edited.setStatus(pipeline.getStatus());
        edited.getMetadata().setGeneration(2L);
        keep(edited);
        assertThat(cluster.runs).isEmpty();
    }

    @Test
    void somethingElseThatIsNewChangesNothing() {
        Pipeline pipeline = pipeline("[{schedule: '0 11 * * *'}]");
        keep(pipeline);
        now = at("11:00:00");
        pipeline.getMetadata().setGeneration(2L);
        keep(pipeline);
        assertThat(cluster.runs).containsOnlyKeys("p-202611211100");
    }

    @Test
    void twoSchedulesOfOneTimeAreTwoRuns() {
        Pipeline pipeline =
                pipeline("[{schedule: '0 * * * *'}, {event: push}, {schedule: '0 11 * * *', variables: {env: prod}}]");
        keep(pipeline);
        now = at("11:00:00");
        keep(pipeline);
        assertThat(cluster.runs).containsOnlyKeys("p-202611211100", "p-202611211100-3");
    }

    private Pipeline pipeline(String triggers) {
        Pipeline pipeline = Resources.pipeline("p", "triggers: " + triggers + STEPS);
        pipeline.getMetadata().setGeneration(1L);
        pipeline.getMetadata().setCreationTimestamp("2026-11-21T10:00:00Z");
        return pipeline;
    }

    private Schedules.Times keep(Pipeline pipeline) {
        Schedules.Times times = schedules.keep(pipeline, now);
        record(pipeline, times);
        return times;
    }

    private static void record(Pipeline pipeline, Schedules.Times times) {
        pipeline.setStatus(new PipelineStatus(
                pipeline.getMetadata().getGeneration(), "r", List.of(), 1, 1, 1, times.next(), times.last()));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-21T" + time + "Z");
    }
}
