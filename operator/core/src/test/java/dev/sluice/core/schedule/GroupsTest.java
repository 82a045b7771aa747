package dev.sluice.core.schedule;

import static dev.sluice.core.schedule.PlanMaker.plan;
import static dev.sluice.core.schedule.Story.running;
import static dev.sluice.core.schedule.Story.step;
import static dev.sluice.core.schedule.Story.succeeded;
import static dev.sluice.core.schedule.Story.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.concurrency.Admission;
import dev.sluice.core.concurrency.Claim;
import dev.sluice.core.concurrency.Grants;
import dev.sluice.core.plan.JobId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A2: what is decided of runs and jobs that are in concurrency groups. */
class GroupsTest {

    private static final PlanMaker DEPLOY = plan().step("build")
            .step("deploy", s -> s.after("build").parallelism(3).group("prod", 2));

    @Test
    void jobs_of_a_group_start_when_they_have_their_place_and_not_before() {
        Story story = Story.of(DEPLOY).job("build", 0, succeeded(0, 5));

        Decision without = story.decide(6);
        assertThat(words(without)).isEmpty();
        assertThat(step(without, "deploy").state()).isEqualTo(StepReport.State.QUEUED);

        Decision with = story.decide(6, new Grants(Set.of(new JobId("deploy", 1)), Map.of("prod", 2)));
        assertThat(words(with)).containsExactly("start deploy/1 #1");
        assertThat(step(with, "deploy").message()).isEqualTo("waits for a place in group prod: 2nd in the queue");
        assertThat(with.report().message()).isEqualTo("deploy: waits for a place in group prod: 2nd in the queue");
    }

    @Test
    void a_gate_in_the_same_pipeline_excludes_nobody() {
        Story story = Story.of(
                plan().gate("release").step("deploy", s -> s.after("release").group("prod", 1)));
        assertThat(needs(story)).containsExactly(Claim.Need.LATER);
    }

    @Test
    void what_each_job_needs_is_told_whatever_it_has() {
        Story story = Story.of(DEPLOY);
        assertThat(needs(story)).containsExactly(Claim.Need.LATER, Claim.Need.LATER, Claim.Need.LATER);
        story.job("build", 0, succeeded(0, 5));
        assertThat(needs(story)).containsExactly(Claim.Need.PLACE, Claim.Need.PLACE, Claim.Need.PLACE);
        story.job("deploy", 0, succeeded(6, 7)).job("deploy", 1, running(6));
        assertThat(needs(story)).containsExactly(Claim.Need.NOTHING, Claim.Need.HOLDS, Claim.Need.PLACE);
        story.cancelled();
        assertThat(needs(story)).containsExactly(Claim.Need.NOTHING, Claim.Need.HOLDS, Claim.Need.NOTHING);
    }

    @Test
    void no_more_places_are_asked_for_than_could_be_used() {
        Story story = Story.of(plan().maxParallel(2).step("other").step("deploy", s -> s.parallelism(3)
                .group("prod", 3)));

        assertThat(needs(story)).containsExactly(Claim.Need.PLACE, Claim.Need.LATER, Claim.Need.LATER);
    }

    @Test
    void a_plan_without_groups_claims_nothing() {
        assertThat(Story.of(plan().step("a")).decide(0).claims()).isEmpty();
    }

    @Test
    void a_run_that_waits_starts_nothing_and_its_time_does_not_run() {
        Story story = Story.of(plan().timeout(Duration.ofSeconds(5)).step("a"));

        Decision decision = story.decide(3_600, new Admission.Queued("main", 3));

        assertThat(words(decision)).isEmpty();
        assertThat(decision.lookAgain()).isEmpty();
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.PENDING);
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.QUEUED);
        assertThat(decision.report().message()).isEqualTo("waits for a place in group main: 3rd in the queue");
        assertThat(step(decision, "a").state()).isEqualTo(StepReport.State.PENDING);
    }

    @Test
    void a_run_that_is_rejected_has_failed_with_nothing_done() {
        Decision decision = Story.of(plan().step("a")).decide(0, new Admission.Rejected("rejected: full"));

        assertThat(words(decision)).isEmpty();
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.CONCURRENCY_LIMIT);
        assertThat(step(decision, "a").message()).isEqualTo("not started: rejected: full");
    }

    @Test
    void a_run_that_would_wait_for_ever_has_failed_with_nothing_done() {
        Decision decision = Story.of(plan().step("a")).decide(0, new Admission.Never("it would wait for ever"));

        assertThat(words(decision)).isEmpty();
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.CONCURRENCY_DEADLOCK);
        assertThat(step(decision, "a").message()).isEqualTo("not started: it would wait for ever");
    }

    @Test
    void a_run_that_waits_can_be_cancelled() {
        Decision decision = Story.of(plan().step("a")).cancelled().decide(0, new Admission.Queued("main", 1));

        assertThat(decision.report().phase()).isEqualTo(Report.Phase.CANCELLED);
        assertThat(words(decision)).isEmpty();
    }

    private static List<Claim.Need> needs(Story story) {
        return story.decide(10).claims().stream().map(Claim::need).toList();
    }
}
