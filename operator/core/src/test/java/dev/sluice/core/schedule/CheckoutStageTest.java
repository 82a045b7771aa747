package dev.sluice.core.schedule;

import static dev.sluice.core.schedule.Story.failed;
import static dev.sluice.core.schedule.Story.lost;
import static dev.sluice.core.schedule.Story.running;
import static dev.sluice.core.schedule.Story.step;
import static dev.sluice.core.schedule.Story.succeeded;
import static dev.sluice.core.schedule.Story.waiting;
import static dev.sluice.core.schedule.Story.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.SourceException;
import dev.sluice.core.plan.Checkouts;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Planner;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes before all steps: one commit for all jobs of a run (issue 4, a working place). */
class CheckoutStageTest {

    private static final String COMMIT = "1f2e3d4c5b6a79881f2e3d4c5b6a79881f2e3d4c";
    private static final String START = "start workspace.checkout/0 #1";
    private static final String STEPS = "steps:\n- {name: a, script: x}\n- {name: b, script: x, dependsOn: [a]}\n";

    private static Plan plan(String workspace) {
        return planned("workspace: " + workspace + "\n" + STEPS);
    }

    private static Plan planned(String spec) {
        try {
            return ResourceReader.readSpec("p", Source.parse(spec).get(0))
                    .then(pipeline -> Planner.plan(pipeline, Map.of()))
                    .value()
                    .orElseThrow();
        } catch (SourceException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private static Plan main() {
        return plan("{git: {url: 'https://g/x', revision: main}}");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            a branch                       | {git: {url: 'https://g/x', revision: main}}                       | true
            the default branch             | {git: {url: 'https://g/x'}}                                       | true
            a commit                       | {git: {url: 'https://g/x', revision: COMMIT}}                     | false
            a commit in a shared volume    | {git: {url: 'https://g/x', revision: COMMIT}, volume: {scope: Run}} | true
            a commit in each job's volume  | {git: {url: 'https://g/x', revision: COMMIT}, volume: {scope: Job, size: 1Gi}} | false
            a volume and nothing in it     | {volume: {scope: Run}}                                            | false
            """)
    void it_is_there_where_it_is_needed(String name, String workspace, boolean needed) {
        assertThat(plan(workspace.replace("COMMIT", COMMIT)).checkout().isPresent())
                .isEqualTo(needed);
    }

    @Test
    void nothing_else_starts_before_it() {
        Decision decision = Story.of(main()).decide(1);
        assertThat(words(decision)).containsExactly(START);
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.RUNNING);
        assertThat(step(decision, "a").state()).isEqualTo(StepReport.State.PENDING);
        Decision under = Story.of(main()).job(Checkouts.NAME, 0, running(2)).decide(3);
        assertThat(words(under)).isEmpty();
        assertThat(under.report().message()).isEqualTo("running workspace.checkout");
    }

    @Test
    void its_trouble_is_told() {
        Decision decision = Story.of(main())
                .job(Checkouts.NAME, 0, waiting(1, "can't pull image git:1"))
                .decide(3);
        assertThat(decision.report().message()).isEqualTo("workspace.checkout: does not start: can't pull image git:1");
    }

    @Test
    void nothing_starts_before_its_commit_is_on_record() {
        Story story = Story.of(main()).job(Checkouts.NAME, 0, succeeded(2, 4, Map.of("commit", COMMIT)));
        Decision decision = story.decide(5);
        assertThat(words(decision)).isEmpty();
        assertThat(step(decision, Checkouts.NAME).state()).isEqualTo(StepReport.State.SUCCEEDED);
        assertThat(decision.lookAgain()).contains(Story.at(6));
    }

    @Test
    void every_job_is_told_what_is_on_record_whatever_becomes_of_the_checkout() {
        JobReport recorded = JobReports.succeeded(Map.of("commit", COMMIT));
        Decision decision =
                Story.of(main()).settled(Checkouts.NAME, 0, recorded).decide(5);
        assertThat(words(decision)).containsExactly("start a/0 #1");
        assertThat(((Action.Start) decision.actions().get(0)).assignment().environment())
                .containsEntry("SLUICE_COMMIT", COMMIT)
                .containsEntry("BUILDKITE_COMMIT", COMMIT);
        assertThat(decision.report().steps()).extracting(StepReport::name).containsExactly(Checkouts.NAME, "a", "b");
    }

    @Test
    void a_commit_that_is_known_needs_no_checkout_and_is_told_all_the_same() {
        Decision decision = Story.of(plan("{git: {url: 'https://g/x', revision: " + COMMIT + "}}"))
                .decide(1);
        assertThat(words(decision)).containsExactly("start a/0 #1");
        assertThat(((Action.Start) decision.actions().get(0)).assignment().environment())
                .containsEntry("SLUICE_COMMIT", COMMIT);
    }

    @Test
    void what_the_network_did_is_tried_again_three_times() {
        Failure unreachable = Failure.of(Failure.Kind.INFRASTRUCTURE, "checkout failed: fatal: unable to access");
        Story first = Story.of(main()).job(Checkouts.NAME, 0, 1, 0, failed(1, 2, unreachable));
        assertThat(words(first.decide(6))).isEmpty();
        assertThat(words(first.decide(7))).containsExactly("start workspace.checkout/0 #2 after 1 lost");
        Decision last = Story.of(main())
                .job(Checkouts.NAME, 0, 4, 3, failed(1, 2, unreachable))
                .decide(100);
        assertThat(words(last)).isEmpty();
        assertThat(last.report().phase()).isEqualTo(Report.Phase.FAILED);
    }

    @Test
    void one_that_vanishes_is_made_again() {
        Decision decision = Story.of(main()).job(Checkouts.NAME, 0, lost(3)).decide(4);
        assertThat(words(decision)).containsExactly("start workspace.checkout/0 #2 after 1 lost");
    }

    @Test
    void what_is_not_there_ends_the_run_at_once() {
        Failure none = Failure.of(Failure.Kind.UNSTARTABLE, "checkout failed: there is no branch main");
        Decision decision = Story.of(
                        planned(
                                "workspace: {git: {url: 'https://g/x', revision: main}}\n" + STEPS
                                        + "- {name: w, wait: {}}\n- {name: g, block: {prompt: Go}}\n- {name: s, script: x, skip: never}\n"))
                .job(Checkouts.NAME, 0, failed(1, 2, none))
                .decide(3);
        assertThat(words(decision)).isEmpty();
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.FAILED);
        assertThat(decision.report().reason()).isEqualTo(Report.Reason.CHECKOUT_FAILED);
        assertThat(decision.report().message())
                .isEqualTo("workspace.checkout failed: checkout failed: there is no branch main");
        assertThat(decision.report().steps())
                .extracting(s -> s.name() + " " + s.state() + " " + s.message())
                .containsExactly(
                        "workspace.checkout FAILED checkout failed: there is no branch main",
                        "a SKIPPED not started: workspace.checkout failed",
                        "b SKIPPED not started: workspace.checkout failed",
                        "w SKIPPED not started: workspace.checkout failed",
                        "g SKIPPED not started: workspace.checkout failed",
                        "s SKIPPED never");
    }

    @Test
    void a_run_that_is_cancelled_stops_it_and_starts_nothing() {
        Decision decision =
                Story.of(main()).job(Checkouts.NAME, 0, running(1)).cancelled().decide(3);
        assertThat(words(decision)).containsExactly("stop workspace.checkout/0 #1 RUN_ENDED");
        assertThat(decision.report().phase()).isEqualTo(Report.Phase.RUNNING);
        Decision gone = Story.of(main()).cancelled().decide(4);
        assertThat(words(gone)).isEmpty();
        assertThat(gone.report().phase()).isEqualTo(Report.Phase.CANCELLED);
        assertThat(gone.report().message()).isEqualTo("the run was cancelled: 2 of 2 jobs not finished");
    }

    @Test
    void its_time_is_the_runs_time() {
        Plan plan = planned("timeout: 30s\nworkspace: {git: {url: 'https://g/x'}}\n" + STEPS);
        Story story = Story.of(plan).job(Checkouts.NAME, 0, running(1));
        assertThat(story.decide(10).lookAgain()).contains(Story.at(30));
        assertThat(words(story.decide(30))).containsExactly("stop workspace.checkout/0 #1 RUN_ENDED");
        Decision ended = Story.of(plan).job(Checkouts.NAME, 0, lost(31)).decide(31);
        assertThat(ended.report().reason()).isEqualTo(Report.Reason.TIMED_OUT);
    }
}
