package dev.sluice.core.schedule;

import static dev.sluice.core.schedule.PlanMaker.plan;
import static dev.sluice.core.schedule.Story.failed;
import static dev.sluice.core.schedule.Story.running;
import static dev.sluice.core.schedule.Story.step;
import static dev.sluice.core.schedule.Story.succeeded;
import static dev.sluice.core.schedule.Story.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.concurrency.Admission;
import dev.sluice.core.concurrency.Claim;
import dev.sluice.core.concurrency.Grants;
import dev.sluice.core.concurrency.WaitingAncestors;
import dev.sluice.core.concurrency.WaitingAncestors.Ancestor;
import dev.sluice.core.model.Concurrency;
import dev.sluice.core.model.Concurrency.Method;
import dev.sluice.core.model.Concurrency.OnConflict;
import dev.sluice.core.plan.JobId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    private static final String NEVER =
            "would wait for ever for a place in concurrency group prod (limit 1), held by step call of run parent, which waits for this"
                    + " run; make a trigger step between the two async, or use another group";

    /** That of a trigger step is the group "prod". */
    private static final WaitingAncestors HOLDING = new WaitingAncestors(List.of(new Ancestor(
            "9",
            "parent",
            "call",
            Story.START,
            Optional.empty(),
            Optional.of(new Concurrency("prod", 1, Method.ORDERED, OnConflict.QUEUE)))));

    @Test
    void a_job_that_would_wait_for_ever_has_failed_before_anything_waits_for_it() {
        Story story = Story.of(plan().step("build")
                        .step("deploy", s -> s.after("build").group("prod", 1)))
                .ancestors(HOLDING);
        Decision decision = story.decide(0);
        assertThat(words(decision)).isEmpty();
        assertThat(decision.claims()).extracting(Claim::need).containsExactly(Claim.Need.NOTHING);
        assertThat(step(decision, "deploy").message()).isEqualTo(NEVER);
        assertThat(step(decision, "build").message()).isEqualTo("not started: step deploy failed");
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.CONCURRENCY_DEADLOCK);
        assertThat(decision.report().message()).isEqualTo("deploy failed: " + NEVER);
        assertThat(story.settled("deploy", 0, JobState.FAILED).decide(9).report())
                .as("on record")
                .isEqualTo(decision.report());
        assertThat(story.cancelled().decide(9).report()).as("cancelled since").isEqualTo(decision.report());
    }

    @Test
    void where_it_may_fail_others_go_on() {
        Decision decision = Story.of(plan().step("build")
                        .step("deploy", s -> s.after("build").mayFail().group("prod", 1)))
                .ancestors(HOLDING)
                .decide(0);
        assertThat(words(decision)).containsExactly("start build/0 #1");
        assertThat(step(decision, "deploy").state()).isEqualTo(StepReport.State.FAILED);
    }

    @Test
    void a_job_that_is_there_and_one_of_another_group_are_let_be() {
        Story story = Story.of(plan().step("there", s -> s.group("prod", 1)).step("other", s -> s.group("test", 1)))
                .job("there", 0, running(1))
                .ancestors(HOLDING);
        assertThat(needs(story)).containsExactly(Claim.Need.HOLDS, Claim.Need.PLACE);
        assertThat(story.settled("other", 0, JobState.FAILED).decide(2).report().reason())
                .isEqualTo(Report.Reason.RUNNING);
        assertThat(story.job("there", 0, failed(1, 2, 3)).decide(3).report().message())
                .isEqualTo("there failed: exit code 3; other failed");
    }

    /** Whoever started this run must not start it again for that. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "what the step started would wait for ever      | false | false | CONCURRENCY_DEADLOCK",
                "something else failed too                      | false | true  | CONCURRENCY_DEADLOCK",
                "where that step may fail, it is the other one  | true  | true  | STEP_FAILED",
                "or none                                        | true  | false | COMPLETED_WITH_FAILURES",
            })
    void how_a_run_ends_that_started_one_which_would_wait_for_ever(
            String what, boolean mayFail, boolean other, Report.Reason reason) {
        Decision decision = Story.of(plan().step("call", s -> {
                            s.retries(3);
                            return mayFail ? s.mayFail() : s;
                        })
                        .step("aside"))
                .job("call", 0, failed(1, 2, Failure.Kind.DEADLOCK))
                .job("aside", 0, other ? failed(1, 2, 3) : succeeded(1, 2))
                .decide(3);
        assertThat(words(decision)).isEmpty();
        assertThat(decision.report().reason()).isEqualTo(reason);
    }

    private static List<Claim.Need> needs(Story story) {
        return story.decide(10).claims().stream().map(Claim::need).toList();
    }
}
