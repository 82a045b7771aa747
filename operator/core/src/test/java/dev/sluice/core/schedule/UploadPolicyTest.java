package dev.sluice.core.schedule;

import static dev.sluice.core.schedule.Story.START;
import static dev.sluice.core.schedule.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import dev.sluice.core.dialect.UploadReader;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Upload;
import dev.sluice.core.plan.Uploads;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When what a job wrote for its run counts, and what becomes of a job whose steps are refused (A7). */
class UploadPolicyTest {

    private static final String STEPS =
            """
            - {name: a, script: x, upload: true, parallelism: 2, retry: {limit: 3}}
            - {name: plain, script: x}
            - {name: strict, script: x, upload: true, outputs: [url]}
            - {name: w, wait: {}}
            - {name: last, script: x}
            """;
    private static final String GOOD = "- {name: more, script: x}";

    private final List<Upload> recorded = new ArrayList<>();
    private final Map<JobId, Attempt> attempts = new HashMap<>();
    private final Map<JobId, JobReport> settled = new HashMap<>();

    private Plan plan() {
        return new Uploads(UploadReader::add, pipeline -> List.of())
                .plan(Written.pipeline(Written.steps(STEPS)), RunRequest.NONE, recorded);
    }

    private Observed observed() {
        return new Observed(START, false, settled, attempts);
    }

    private Decision decide() {
        return Scheduler.decide(Story.RUN, plan(), observed(), at(10));
    }

    private void succeeded(String step, int index, String upload) {
        attempts.put(
                new JobId(step, index),
                new Attempt(1, 0, new Attempt.State.Succeeded(at(1), at(2), Map.of(), Optional.ofNullable(upload))));
    }

    private void recordAll() {
        recorded.addAll(UploadPolicy.pending(plan(), observed()));
    }

    @Test
    void what_jobs_wrote_is_to_be_recorded_in_the_plans_order() {
        succeeded("a", 1, "- {name: one, script: x}");
        succeeded("a", 0, GOOD);
        assertThat(UploadPolicy.pending(plan(), observed()))
                .containsExactly(
                        new Upload(new JobId("a", 0), GOOD), new Upload(new JobId("a", 1), "- {name: one, script: x}"));
        recordAll();
        assertThat(UploadPolicy.pending(plan(), observed())).isEmpty();
        assertThat(plan().steps()).containsKeys("more", "one");
    }

    @Test
    void what_does_not_end_well_writes_nothing() {
        succeeded("plain", 0, GOOD);
        succeeded("strict", 0, GOOD);
        attempts.put(new JobId("a", 0), new Attempt(1, 0, Story.running(1)));
        succeeded("a", 1, GOOD);
        settled.put(new JobId("a", 1), JobReports.without(JobState.SUCCEEDED));
        assertThat(UploadPolicy.pending(plan(), observed())).isEmpty();
    }

    @Test
    void the_steps_run_and_a_wait_below_waits_for_them() {
        succeeded("a", 0, GOOD);
        succeeded("a", 1, null);
        succeeded("plain", 0, null);
        recordAll();
        assertThat(Story.words(decide())).contains("start more/0 #1").doesNotContain("start last/0 #1");
    }

    @Test
    void a_job_whose_steps_are_refused_fails_and_is_not_tried_again() {
        succeeded("a", 0, "- {name: last, script: x}\n- {nme: y}");
        recordAll();
        StepReport a = Story.step(decide(), "a");
        assertThat(a.jobs().get(0).state()).isEqualTo(JobState.FAILED);
        assertThat(a.message())
                .isEqualTo(
                        "upload: steps[1].name: is missing; "
                                + "upload: steps[1]: has nothing to run: give it a script, a command, an agent or an image; "
                                + "upload: steps[1].nme: unknown field (did you mean \"name\"?); "
                                + "upload: steps[0].name: \"last\" is the name of spec.steps[4] already in 1 of 2 jobs; 1 not started");
    }

    @Test
    void a_job_of_a_step_that_may_not_upload_fails() {
        succeeded("plain", 0, GOOD);
        assertThat(Story.step(decide(), "plain").message())
                .isEqualTo("wrote steps to $SLUICE_OUTPUT, and does not say upload: true");
    }

    @Test
    void a_record_that_is_full_takes_no_more() {
        for (int i = 0; i < Uploads.MOST; i++) {
            recorded.add(new Upload(new JobId("a", 1), "- {name: s" + i + ", script: x}"));
        }
        succeeded("a", 0, GOOD);
        assertThat(UploadPolicy.pending(plan(), observed())).isEmpty();
        assertThat(Story.step(decide(), "a")
                        .jobs()
                        .get(0)
                        .failure()
                        .orElseThrow()
                        .message())
                .isEqualTo("upload: the run has 100 uploads already; no more than that");
    }

    @Test
    void the_same_text_of_the_same_job_is_one_upload() {
        recorded.add(new Upload(new JobId("a", 0), GOOD + "\n"));
        succeeded("a", 0, GOOD);
        assertThat(UploadPolicy.pending(plan(), observed())).isEmpty();
        succeeded("a", 1, GOOD);
        recordAll();
        assertThat(recorded).hasSize(2);
        assertThat(Story.step(decide(), "a")
                        .jobs()
                        .get(1)
                        .failure()
                        .orElseThrow()
                        .message())
                .isEqualTo("upload: steps[0].name: \"more\" is the name of uploads[0].steps[0] already");
    }
}
