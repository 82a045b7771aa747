package dev.sluice.core.schedule;

import static dev.sluice.core.schedule.PlanMaker.plan;
import static dev.sluice.core.schedule.Story.failed;
import static dev.sluice.core.schedule.Story.running;
import static dev.sluice.core.schedule.Story.step;
import static dev.sluice.core.schedule.Story.succeeded;
import static dev.sluice.core.schedule.Story.waiting;
import static dev.sluice.core.schedule.Story.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.model.Approval;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Limits;
import dev.sluice.core.model.Work;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.LastGood;
import dev.sluice.core.plan.Plan;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** C7: what a rollback undoes, in which order, what is told of it, and what stops it. */
class RollbackTest {

    /** build, then two deploys one after the other, then a smoke test that goes back to the first deploy. */
    private static PlanMaker shop() {
        return plan().step("build")
                .step("deploy-db", s -> s.after("build").undoable().outputs("version"))
                .step("deploy-app", s -> s.after("deploy-db").undoable())
                .step("note", s -> s.after("deploy-db"))
                .step("smoke", s -> s.after("deploy-app", "note").rollbackTo("deploy-db"));
    }

    private static Story deployed(Story story) {
        return story.job("build", 0, succeeded(0, 1))
                .job("deploy-db", 0, succeeded(1, 2, Map.of("version", "7")))
                .job("deploy-app", 0, succeeded(2, 3))
                .job("note", 0, succeeded(2, 3));
    }

    private static Story smokeFailed() {
        return deployed(Story.of(shop())).job("smoke", 0, failed(3, 4, 1));
    }

    /** The story goes on with what was told on record. */
    private static Story begun(Story story, long now) {
        return story.recorded(story.decide(now));
    }

    @Test
    void a_failure_is_on_record_before_anything_is_undone() {
        Decision decision = smokeFailed().decide(5);

        assertThat(decision.actions()).isEmpty();
        assertThat(decision.lookAgain()).isPresent();
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.ROLLING_BACK);
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.ROLLING_BACK);
        assertThat(decision.report().message()).isEqualTo("smoke failed: exit code 1; rolling back to deploy-db");
        assertThat(decision.report().rollbacks())
                .containsExactly(new Rollback(
                        1,
                        Rollback.Cause.FAILURE,
                        "",
                        "smoke",
                        "deploy-db",
                        List.of("deploy-app", "deploy-db"),
                        "",
                        StepReport.State.RUNNING,
                        ""));
    }

    @Test
    void what_came_last_is_undone_first_and_what_has_no_task_is_passed_over() {
        Story story = begun(smokeFailed(), 5);
        assertThat(words(story.decide(6))).containsExactly("start deploy-app.rollback/0 #1");

        story.job("deploy-app.rollback", 0, running(6));
        assertThat(words(story.decide(7))).isEmpty();
        assertThat(story.decide(7).report().message())
                .isEqualTo("smoke failed: exit code 1; rolling back to deploy-db: undoing deploy-app");

        story.job("deploy-app.rollback", 0, succeeded(6, 8));
        assertThat(words(story.decide(9))).containsExactly("start deploy-db.rollback/0 #1");
        assertThat(step(story.decide(9), "deploy-app").state()).isEqualTo(StepReport.State.ROLLED_BACK);
        assertThat(step(story.decide(9), "deploy-db").state()).isEqualTo(StepReport.State.SUCCEEDED);
    }

    @Test
    void the_run_ends_as_rolled_back() {
        Story story = begun(smokeFailed(), 5)
                .job("deploy-app.rollback", 0, succeeded(6, 8))
                .job("deploy-db.rollback", 0, succeeded(8, 9));
        Decision decision = story.decide(10);

        assertThat(decision.actions()).isEmpty();
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.ROLLED_BACK);
        assertThat(decision.report().message())
                .isEqualTo("smoke failed: exit code 1; rolled back to deploy-db: undid deploy-app, deploy-db");
        assertThat(decision.report().rollbacks().get(0).state()).isEqualTo(StepReport.State.SUCCEEDED);
        assertThat(step(decision, "note").state()).isEqualTo(StepReport.State.SUCCEEDED);
        assertThat(step(decision, "smoke").state()).isEqualTo(StepReport.State.FAILED);

        Decision again = story.recorded(decision).decide(11);
        assertThat(again.report()).isEqualTo(decision.report());
        assertThat(again.actions()).isEmpty();
    }

    @Test
    void a_rollback_that_fails_stops_there_and_says_so() {
        Story story = begun(smokeFailed(), 5).job("deploy-app.rollback", 0, failed(6, 8, 3));
        Decision decision = story.decide(9);

        assertThat(decision.actions()).isEmpty();
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.ROLLBACK_FAILED);
        assertThat(decision.report().message())
                .isEqualTo("smoke failed: exit code 1; the rollback to deploy-db failed:"
                        + " undoing deploy-app failed: exit code 3, not undone: deploy-db");
        assertThat(decision.report().rollbacks().get(0).steps()).containsExactly("deploy-app");

        assertThat(story.recorded(decision).decide(10).actions()).isEmpty();
        assertThat(story.decide(10).report().rollbacks())
                .isEqualTo(decision.report().rollbacks());
        assertThat(story.decide(10).report().message())
                .isEqualTo(decision.report().message());
    }

    @Test
    void who_asks_again_after_a_failed_rollback_gets_the_rest() {
        Story story = begun(smokeFailed(), 5).job("deploy-app.rollback", 0, failed(6, 8, 3));
        story.recorded(story.decide(9));
        story.rollback(story.asks("alice: deploy-db", 20));
        begun(story, 20);

        assertThat(words(story.decide(21))).containsExactly("start deploy-db.rollback/0 #1");
        Decision end = story.job("deploy-db.rollback", 0, succeeded(21, 22)).decide(23);
        assertThat(end.report().rollbacks().get(1).state()).isEqualTo(StepReport.State.SUCCEEDED);
        assertThat(end.report().rollbacks().get(1).steps()).containsExactly("deploy-db");
        assertThat(end.report().reason()).isEqualTo(Report.Reason.ROLLBACK_FAILED);
    }

    @Test
    void a_person_rolls_back_what_has_succeeded() {
        Story story = deployed(Story.of(shop())).job("smoke", 0, succeeded(3, 4));
        assertThat(story.decide(5).report().phase()).isEqualTo(Report.Phase.SUCCEEDED);
        story.rollback(story.asks("alice: deploy-app", 20));

        assertThat(story.decide(20).actions()).isEmpty();
        assertThat(story.decide(20).report().phase()).isEqualTo(Report.Phase.ROLLING_BACK);
        begun(story, 20);
        assertThat(words(story.decide(21))).containsExactly("start deploy-app.rollback/0 #1");
        Decision end = story.job("deploy-app.rollback", 0, succeeded(21, 22)).decide(23);
        assertThat(end.report().reason()).isEqualTo(Report.Reason.ROLLED_BACK);
        assertThat(end.report().message())
                .isEqualTo("5 steps succeeded; rolled back to deploy-app for alice: undid deploy-app");
    }

    @Test
    void a_person_rolls_back_what_runs_and_it_is_let_finish() {
        Story story = Story.of(shop()).job("build", 0, succeeded(0, 1)).job("deploy-db", 0, running(1));
        story.rollback(story.asks("deploy-db", 2));
        Decision decision = story.decide(2);

        assertThat(decision.actions()).isEmpty();
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.ROLLING_BACK);
        assertThat(decision.report().message())
                .isEqualTo("running deploy-db; to be rolled back to deploy-db, once what runs has ended");
        assertThat(step(decision, "deploy-app").message()).isEqualTo("not started: a rollback was asked for");

        story.job("deploy-db", 0, succeeded(1, 5, Map.of("version", "7")));
        assertThat(story.decide(6).actions()).isEmpty();
        begun(story, 6);
        assertThat(words(story.decide(7))).containsExactly("start deploy-db.rollback/0 #1");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            nobody has such a step   | deploy-ap          | there is no step named "deploy-ap" (did you mean "deploy-app"?)
            a name that is a tale    | bob: a:b: whatever | there is no step named "whatever"
            nothing of it can be undone | note            |
            all is there             | bob: deploy-db     |
            """)
    void what_is_asked_for_is_judged(String scene, String request, String refusal) {
        Rollback rollback =
                deployed(Story.of(shop())).job("smoke", 0, succeeded(3, 4)).asks(request, 5);

        assertThat(rollback.refused()).isEqualTo(refusal != null);
        assertThat(rollback.message()).isEqualTo(refusal == null ? "" : refusal);
    }

    @Test
    void a_second_request_for_what_is_undone_is_answered_and_not_done() {
        Story story = begun(smokeFailed(), 5)
                .job("deploy-app.rollback", 0, succeeded(6, 8))
                .job("deploy-db.rollback", 0, succeeded(8, 9));
        Report first = story.decide(10).report();
        story.recorded(story.decide(10));
        Rollback second = story.asks("alice: deploy-db", 11);

        assertThat(second.refused()).isTrue();
        assertThat(second.message()).contains("was undone already");
        Report after = story.rollback(second).decide(12).report();
        assertThat(after.message()).isEqualTo(first.message());
        assertThat(after.reason()).isEqualTo(Report.Reason.ROLLED_BACK);
        assertThat(after.rollbacks()).hasSize(2);
    }

    @Test
    void a_request_while_another_is_under_way_is_refused() {
        Rollback second = begun(smokeFailed(), 5).asks("deploy-db", 6);

        assertThat(second.message()).startsWith("a rollback to deploy-db is under way already");
    }

    @Test
    void a_cancelled_run_is_not_rolled_back() {
        Story story = deployed(Story.of(shop())).job("smoke", 0, running(3)).cancelled();
        assertThat(story.asks("deploy-db", 4).message()).startsWith("the run was cancelled");
        assertThat(smokeFailedWithAnotherStopped().decide(9).report().rollbacks())
                .isEmpty();
    }

    private static Story smokeFailedWithAnotherStopped() {
        PlanMaker plan = shop().step("slow");
        return deployed(Story.of(plan))
                .job("smoke", 0, failed(3, 4, 1))
                .settled("slow", 0, JobState.CANCELLED)
                .cancelled();
    }

    @Test
    void cancelling_stops_a_rollback_and_says_what_is_not_undone() {
        Story story = begun(smokeFailed(), 5)
                .job("deploy-app.rollback", 0, succeeded(6, 8))
                .job("deploy-db.rollback", 0, running(8))
                .cancelled();
        assertThat(words(story.decide(9))).containsExactly("stop deploy-db.rollback/0 #1 RUN_ENDED");

        Decision end = story.job("deploy-db.rollback", 0, Story.lost(9)).decide(10);
        assertThat(end.report().phase()).isEqualTo(Report.Phase.CANCELLED);
        assertThat(end.report().message())
                .isEqualTo("smoke failed: exit code 1; the rollback to deploy-db was cancelled:"
                        + " undid deploy-app, not undone: deploy-db");
    }

    @Test
    void the_runs_timeout_does_not_cut_a_rollback_short_and_its_own_does() {
        Limits five = new Limits(Optional.of(Duration.ofSeconds(5)), Optional.empty());
        PlanMaker plan = plan().timeout(Duration.ofSeconds(10))
                .step("deploy", s -> s.undo(five))
                .step("smoke", s -> s.after("deploy").rollbackTo("deploy"));
        Story story = begun(Story.of(plan).job("deploy", 0, succeeded(0, 1)).job("smoke", 0, failed(1, 9, 1)), 9)
                .job("deploy.rollback", 0, running(10));

        assertThat(words(story.decide(14))).isEmpty();
        assertThat(story.decide(14).report().phase()).isEqualTo(Report.Phase.ROLLING_BACK);
        assertThat(story.decide(14).lookAgain()).contains(Story.at(15));
        assertThat(words(story.decide(15))).containsExactly("stop deploy.rollback/0 #1 TIMEOUT");
    }

    @Test
    void a_rollback_waits_for_what_still_runs() {
        Story story = deployed(Story.of(shop().step("slow")))
                .job("smoke", 0, failed(3, 4, 1))
                .job("slow", 0, running(0));

        assertThat(story.decide(5).report().phase()).isEqualTo(Report.Phase.RUNNING);
        assertThat(story.decide(5).report().rollbacks()).isEmpty();
    }

    @Test
    void a_retry_of_an_undo_is_as_that_of_its_step() {
        PlanMaker plan = plan().step("deploy", s -> s.undoable().retries(1))
                .step("smoke", s -> s.after("deploy").rollbackTo("deploy"));
        Story story = begun(Story.of(plan).job("deploy", 0, succeeded(0, 1)).job("smoke", 0, failed(1, 2, 1)), 3)
                .job("deploy.rollback", 0, failed(4, 5, 1));

        assertThat(words(story.decide(6))).containsExactly("start deploy.rollback/0 #2");
    }

    @Test
    void an_undo_knows_what_its_step_wrote_and_whose_failure_it_is_for() {
        Story story = begun(smokeFailed(), 5).job("deploy-app.rollback", 0, succeeded(6, 8));
        Map<String, String> environment =
                ((Action.Start) story.decide(9).actions().get(0)).assignment().environment();

        assertThat(environment)
                .containsEntry("SLUICE_ROLLBACK", "true")
                .containsEntry("SLUICE_STEP", "deploy-db")
                .containsEntry("SLUICE_JOB", "deploy-db.rollback")
                .containsEntry("SLUICE_FAILED_STEP", "smoke")
                .containsEntry("SLUICE_OUTPUTS_DEPLOY_DB_VERSION", "7");
    }

    /** A deploy without a rollback task, and the same pipeline as it was when all was well. */
    private static Plan edited() {
        Plan before = plan().variable("tag", "v1")
                .step("build", s -> s.outputs("image"))
                .step("deploy", s -> s.after("build").script("deploy 1").environment("TAG", "${tag}"))
                .make();
        Plan now = plan().variable("tag", "v2")
                .step("build", s -> s.outputs("image"))
                .step("deploy", s -> s.after("build").script("deploy 2"))
                .step("smoke", s -> s.after("deploy").rollbackTo("deploy"))
                .make();
        return now.withLastGood(new LastGood(
                "shop-1", before, Set.of("build", "deploy"), Map.of(new JobId("build", 0), Map.of("image", "shop:1"))));
    }

    private static Story smokeFailed(Plan plan) {
        return Story.of(plan)
                .job("build", 0, succeeded(0, 1, Map.of("image", "shop:2")))
                .job("deploy", 0, succeeded(1, 2))
                .job("smoke", 0, failed(2, 3, 1));
    }

    @Test
    void without_a_task_the_step_is_run_again_as_it_was_when_all_was_well() {
        Story story = begun(smokeFailed(edited()), 4);
        Assignment assignment = ((Action.Start) story.decide(5).actions().get(0)).assignment();

        assertThat(assignment.program()).contains(new Work.Program.Script("deploy 1"));
        assertThat(assignment.environment())
                .containsEntry("tag", "v1")
                .containsEntry("TAG", "v1")
                .containsEntry("SLUICE_OUTPUTS_BUILD_IMAGE", "shop:1")
                .containsEntry("SLUICE_STEP", "deploy")
                .containsEntry("SLUICE_ROLLBACK", "true");
        assertThat(story.decide(5).report().rollbacks().get(0).run()).isEqualTo("shop-1");

        Decision end = story.job("deploy.rollback", 0, succeeded(5, 6)).decide(7);
        assertThat(end.report().message())
                .isEqualTo("smoke failed: exit code 1; rolled back to deploy: ran deploy again as in shop-1");
        assertThat(step(end, "deploy").state()).isEqualTo(StepReport.State.ROLLED_BACK);
    }

    @Test
    void without_a_task_and_without_a_good_run_it_fails_and_says_so() {
        Plan plan = plan().step("build", s -> s.outputs("image"))
                .step("deploy", s -> s.after("build"))
                .step("smoke", s -> s.after("deploy").rollbackTo("deploy").undoable())
                .make();
        Story story = begun(smokeFailed(plan), 4).job("smoke.rollback", 0, succeeded(5, 6));
        Report end = story.decide(7).report();

        assertThat(end.reason()).isEqualTo(Report.Reason.ROLLBACK_FAILED);
        assertThat(end.message())
                .isEqualTo("smoke failed: exit code 1; the rollback to deploy failed: deploy has no rollback task, and"
                        + " there is no earlier run of the pipeline in which it succeeded, undid smoke");
        assertThat(step(story.decide(7), "smoke").message()).isEqualTo("failed: exit code 1; undone");
    }

    @Test
    void a_step_that_is_held_back_by_nothing_that_ran_has_nothing_to_undo() {
        PlanMaker plan = plan().step("other", s -> s.undoable())
                .step("deploy", s -> s.undoable().rollbackTo("deploy"));
        Story story = Story.of(plan).job("other", 0, succeeded(0, 1)).job("deploy", 0, failed(0, 1, 1));

        assertThat(begun(story, 2).decide(3).actions())
                .extracting(action -> action.job().name())
                .containsExactly("deploy.rollback");
    }

    @Test
    void an_attempt_that_waits_is_gone_before_its_step_is_undone() {
        PlanMaker plan = plan().step(
                        "deploy",
                        s -> s.undoable().queueTimeout(Duration.ofSeconds(5)).rollbackTo("deploy"));
        Story story = Story.of(plan).job("deploy", 0, waiting(0)).settled("deploy", 0, JobState.FAILED);

        Decision decision = story.decide(6);
        assertThat(words(decision)).containsExactly("stop deploy/0 #1 QUEUE_TIMEOUT");
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.ROLLING_BACK);
        assertThat(decision.report().rollbacks().get(0).state()).isEqualTo(StepReport.State.PENDING);
    }

    @Test
    void undoing_is_planned_from_the_beginning_and_not_told_until_it_is_due() {
        Plan plan = shop().make();

        assertThat(plan.undos()).containsOnlyKeys("deploy-db.rollback", "deploy-app.rollback");
        assertThat(plan.jobCount()).isEqualTo(5);
        assertThat(((CommandStep) plan.step("deploy-db.rollback").step()).undo())
                .isEmpty();
        assertThat(Story.of(plan).decide(0).report().steps()).hasSize(5);
    }

    /** Found by running both modes against each other: what a person held back seemed to be still to come. */
    @Test
    void what_nobody_let_on_has_not_run_so_there_is_nothing_to_go_back_to() {
        Story story = Story.of(plan().step("deploy", s -> s.undoable().approval(Approval.by(1, "alice"))))
                .closed("deploy", 1, false, 2);

        assertThat(story.asks("alice: deploy", 3).refused()).isTrue();
    }
}
