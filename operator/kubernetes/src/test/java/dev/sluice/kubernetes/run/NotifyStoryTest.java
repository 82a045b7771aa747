package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.Notified;
import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.kubernetes.fake.FakeCluster;
import dev.sluice.kubernetes.fake.FakePost;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Reconciling;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.notify.Notice;
import dev.sluice.kubernetes.notify.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Channels are told of gates and of runs, in a cluster that only pretends: nothing is lost, nothing waits for it (C5). */
class NotifyStoryTest {

    private static final String DEPLOY =
            """
            defaults: {image: busybox:1}
            steps:
            - {name: deploy, script: x, approval: {approvers: [alice], timeout: 1h, notify: [chat, mail]}}
            """;
    private static final Map<String, String> YES = Map.of("approve.sluice.dev/deploy", "alice: LGTM");

    private final Ticking clock = new Ticking();
    private final FakeCluster cluster = new FakeCluster(v -> clock.instant());
    private FakePost post = new FakePost();
    private RunReconciliation operator = operator();

    @Test
    void aRequestIsToldOnceItIsOnRecord() {
        cluster.beforeWrite = write -> assertThat(post.taken).isEmpty();
        begin(DEPLOY);
        assertThat(notified()).containsExactly("chat Requested", "mail Requested");
        assertThat(post.taken).extracting(Notice::channel).containsExactly("chat", "mail");
        Notice notice = post.taken.get(0);
        assertThat(notice.event()).isEqualTo("Requested");
        assertThat(notice.time()).isEqualTo(clock.instant());
        assertThat(notice.gate()).get().satisfies(gate -> {
            assertThat(gate.state()).isEqualTo("Waiting");
            assertThat(gate.approvers()).containsExactly("alice");
            assertThat(gate.command())
                    .isEqualTo("kubectl annotate pipelinerun r -n n approve.sluice.dev/deploy=\"NAME: comment\"");
        });
    }

    @Test
    void theAnswerOfAChannelWaitsAMomentForMoreToBeWritten() {
        begin(DEPLOY);
        cluster.writes.clear();
        post.end(well());
        Optional<Instant> again = reconcile();
        assertThat(cluster.writes).isEmpty();
        assertThat(again).contains(clock.instant().plus(Reporter.PROGRESS));
        clock.goOn(Reporter.PROGRESS);
        reconcile();
        assertThat(cluster.writes).containsExactly("update status");
        assertThat(notified()).containsExactly("chat Requested told", "mail Requested told");
        reconcile();
        assertThat(cluster.writes).hasSize(1);
        assertThat(post.outcomes).isEmpty();
        assertThat(post.taken).hasSize(2);
    }

    @Test
    void aDecisionIsToldAfterTheRequestAndTheRunWaitsForNeither() {
        begin(DEPLOY);
        cluster.annotate("r", YES);
        reconcile();
        assertThat(cluster.pods).hasSize(1);
        assertThat(post.taken)
                .hasSize(2)
                .allSatisfy(
                        notice -> { // the request is under way still
                            assertThat(notice.event()).isEqualTo("Requested");
                            assertThat(notice.gate().orElseThrow().state()).isEqualTo("Approved");
                        });
        cluster.change("deploy", Pods::succeeded);
        reconcile();
        assertThat(status().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(notified()).containsExactly("chat Requested", "mail Requested", "chat Decided", "mail Decided");
        post.end(new Outcome(clock.instant(), Optional.of("can't be connected to, 8 times")));
        reconcile();
        assertThat(post.taken)
                .extracting(Notice::event)
                .containsExactly("Requested", "Requested", "Decided", "Decided");
        assertThat(post.taken.get(2).gate()).get().satisfies(gate -> {
            assertThat(gate.state()).isEqualTo("Approved");
            assertThat(gate.command()).isEmpty();
            assertThat(gate.decisions()).singleElement().satisfies(said -> assertThat(said.comment())
                    .isEqualTo("LGTM"));
        });
        post.end(well());
        clock.goOn(Reporter.PROGRESS);
        reconcile();
        assertThat(notified())
                .containsExactly(
                        "chat Requested can't be connected to, 8 times",
                        "mail Requested can't be connected to, 8 times",
                        "chat Decided told",
                        "mail Decided told");
    }

    @Test
    void killedBetweenTellingAndRecordItTellsAgainWithTheSameId() {
        begin(DEPLOY);
        post.end(well());
        clock.goOn(Reporter.PROGRESS);
        cluster.beforeWrite = write -> {
            throw new IllegalStateException("killed");
        };
        assertThatThrownBy(this::reconcile).hasMessage("killed");
        cluster.beforeWrite = write -> {};
        restart();
        reconcile();
        assertThat(post.taken).hasSize(4);
        assertThat(post.taken.get(2).id()).isEqualTo(post.taken.get(0).id());
        assertThat(post.taken.get(3).id()).isEqualTo(post.taken.get(1).id());
        assertThat(post.taken.get(0).id()).isNotEqualTo(post.taken.get(1).id());
        post.end(well());
        clock.goOn(Reporter.PROGRESS);
        reconcile();
        assertThat(notified()).containsExactly("chat Requested told", "mail Requested told");
    }

    @Test
    void killedBetweenADecisionAndItsTellingItLosesNothing() {
        begin(DEPLOY);
        post.end(well());
        clock.goOn(Reporter.PROGRESS);
        reconcile();
        cluster.annotate("r", YES);
        cluster.refusesToTakeAway = true; // dies after the record
        assertThatThrownBy(this::reconcile).isInstanceOf(RuntimeException.class);
        cluster.refusesToTakeAway = false;
        restart();
        reconcile();
        assertThat(post.taken.subList(2, post.taken.size()))
                .extracting(Notice::event)
                .containsExactly("Decided", "Decided");
    }

    @Test
    void aTimeoutIsTold() {
        begin(DEPLOY);
        post.end(well());
        clock.goOn(Duration.ofHours(1));
        reconcile();
        assertThat(status().phase()).isEqualTo(Phase.FAILED);
        assertThat(post.taken.get(2).event()).isEqualTo("TimedOut");
        assertThat(post.taken.get(2).time()).isEqualTo(status().gates().get(0).deadline());
        assertThat(notified())
                .containsExactly("chat Requested told", "mail Requested told", "chat TimedOut", "mail TimedOut");
    }

    @Test
    void aRunIsNotDeletedBeforeItsEndIsTold() {
        cluster.add(Resources.run("r", "ttlAfterFinished: 1s\npipelineSpec:\n" + DEPLOY.indent(2)));
        reconcile();
        cluster.annotate("r", Map.of("reject.sluice.dev/deploy", "alice"));
        reconcile();
        clock.goOn(Duration.ofHours(1));
        reconcile();
        assertThat(cluster.runs).hasSize(1);
        post.end(well());
        reconcile();
        post.end(well());
        clock.goOn(Reporter.PROGRESS);
        reconcile();
        assertThat(cluster.runs).isEmpty();
        assertThat(post.taken).hasSize(4);
    }

    @Test
    void whereThePostIsFullItIsTriedAgain() {
        post.full = true;
        begin(DEPLOY);
        assertThat(reconcile()).contains(clock.instant().plusSeconds(10));
        post.full = false;
        reconcile();
        assertThat(post.taken).hasSize(2);
    }

    @Test
    void aRunThatTellsNobodyCostsNoMoreWrites() {
        begin(DEPLOY.replace(", notify: [chat, mail]", ""));
        long quiet = cluster.count("update status");
        cluster.writes.clear();
        cluster.add(Resources.inline("loud", DEPLOY));
        operator.reconcile(cluster.runs.get("loud"));
        assertThat(cluster.count("update status")).isEqualTo(quiet);
        assertThat(status().gates().get(0).notified()).isNull();
        assertThat(post.taken).extracting(Notice::run).containsExactly("loud", "loud");
    }

    @Test
    void theEndOfARunIsToldAndWhatElseIsAskedFor() {
        begin(
                """
                defaults: {image: busybox:1}
                notifications: [{channel: all}, {channel: bad, phases: [Failed, Running]}, {channel: good, phases: [Succeeded]}]
                steps:
                - {name: a, script: x}
                """);
        assertThat(ofRun()).containsExactly("bad Running");
        cluster.change("a", pod -> Pods.ended(pod, 1, "Error", null));
        reconcile();
        assertThat(status().phase()).isEqualTo(Phase.FAILED);
        assertThat(ofRun()).containsExactly("bad Running", "all Failed", "bad Failed");
        assertThat(post.taken).extracting(Notice::event).containsExactly("Running", "Failed");
        assertThat(post.taken.get(1).channel()).isEqualTo("all");
        assertThat(post.taken.get(1).message()).startsWith("a failed");
        post.end(well());
        reconcile();
        assertThat(post.taken).hasSize(3);
    }

    @Test
    void theEndOfAStepIsToldInTheWriteThatPutsItOnRecordAndOnce() {
        begin(
                """
                defaults: {image: busybox:1}
                notifications: [{channel: run}]
                steps:
                - {name: a, script: x, notifications: [{channel: all}, {channel: bad, phases: [Failed]}]}
                - {name: b, script: x, dependsOn: [a], notifications: [{channel: bad, phases: [Failed]}]}
                - {name: c, script: x, dependsOn: [b], notifications: [{channel: all}, {channel: rest, phases: [Skipped]}]}
                """);
        assertThat(ofStep("a")).isEmpty();
        cluster.change("a", Pods::succeeded);
        clock.goOn(Reporter.PROGRESS);
        reconcile();
        assertThat(ofStep("a")).containsExactly("all Succeeded");
        assertThat(post.taken).singleElement().satisfies(notice -> {
            assertThat(notice.channel()).isEqualTo("all");
            assertThat(notice.event()).isEqualTo("Succeeded");
            assertThat(notice.gate()).isEmpty();
            assertThat(notice.step()).get().satisfies(step -> {
                assertThat(step.name()).isEqualTo("a");
                assertThat(step.state()).isEqualTo("Succeeded");
            });
        });
        restart();
        reconcile();
        assertThat(post.taken).hasSize(2);
        assertThat(post.taken.get(1).id()).isEqualTo(post.taken.get(0).id());
        post.end(new Outcome(clock.instant(), Optional.of("can't be connected to, 8 times")));
        cluster.change("b", pod -> Pods.ended(pod, 3, "Error", null));
        reconcile();
        assertThat(status().phase()).isEqualTo(Phase.FAILED);
        assertThat(ofStep("a")).containsExactly("all Succeeded can't be connected to, 8 times");
        assertThat(ofStep("b")).containsExactly("bad Failed");
        assertThat(ofStep("c")).as("never reached").hasSize(1);
        assertThat(ofRun()).containsExactly("run Failed");
        assertThat(post.taken.subList(2, post.taken.size()))
                .extracting(Notice::channel)
                .contains("bad", "run");
        assertThat(post.taken.get(2).step().orElseThrow().message()).contains("exit code 3");
        post.end(well());
        clock.goOn(Reporter.PROGRESS);
        reconcile();
        assertThat(ofStep("b")).containsExactly("bad Failed told");
        long told = post.taken.size();
        reconcile();
        assertThat(post.taken).hasSize((int) told);
    }

    /** A job may end long before the write that tells so, and the operator with it. */
    @Test
    void killedBeforeTheEndOfAStepIsOnRecordItTellsItAllTheSame() {
        begin("defaults: {image: busybox:1}\nsteps: [{name: a, script: x, notifications: [{channel: all}]}]\n");
        cluster.change("a", Pods::succeeded);
        cluster.beforeWrite = write -> {
            throw new IllegalStateException("killed");
        };
        assertThatThrownBy(this::reconcile).hasMessage("killed");
        assertThat(post.taken).isEmpty();
        cluster.beforeWrite = write -> {};
        restart();
        reconcile();
        assertThat(post.taken).extracting(Notice::event).containsExactly("Succeeded");
    }

    @Test
    void aRunIsNotDeletedBeforeTheEndOfItsStepIsTold() {
        cluster.add(
                Resources.run(
                        "r",
                        "ttlAfterFinished: 1s\npipelineSpec: {defaults: {image: busybox:1}, steps: [{name: a, script: x, notifications: [{channel: all}]}]}\n"));
        reconcile();
        cluster.change("a", Pods::succeeded);
        reconcile();
        clock.goOn(Duration.ofHours(1));
        reconcile();
        assertThat(cluster.runs).hasSize(1);
        post.end(well());
        reconcile();
        assertThat(cluster.runs).isEmpty();
    }

    /** Its pipeline's text is gone, and with it who is to be told: those whom the pipeline names now are. */
    @Test
    void theEndOfARunWhoseRevisionIsLostIsToldToo() {
        begin("notifications: [{channel: all}, {channel: good, phases: [Succeeded]}]\n" + DEPLOY);
        cluster.revisions.clear();
        restart();
        reconcile();
        assertThat(status().phase()).isEqualTo(Phase.FAILED);
        assertThat(status().message()).contains("is gone");
        assertThat(ofRun()).containsExactly("all Failed");
        assertThat(status().gates().get(0).state()).isEqualTo(GateStatus.GateState.WITHDRAWN);
        assertThat(status().gates().get(0).closedTime()).isEqualTo(clock.instant());
        reconcile();
        assertThat(post.taken).extracting(Notice::event).contains("Failed");
        assertThat(post.taken)
                .filteredOn(notice -> notice.event().equals("Failed"))
                .allSatisfy(notice -> assertThat(notice.message()).contains("is gone"));
    }

    private static Outcome well() {
        return new Outcome(Instant.parse("2026-11-21T12:00:00Z"), Optional.empty());
    }

    private void begin(String spec) {
        cluster.add(Resources.inline("r", spec));
        reconcile();
    }

    private Optional<Instant> reconcile() {
        return operator.reconcile(cluster.runs.get("r"));
    }

    private void restart() {
        post = post.reborn();
        operator = operator();
    }

    private PipelineRunStatus status() {
        return cluster.runs.get("r").getStatus();
    }

    private List<String> notified() {
        return words(status().gates().get(0).notified());
    }

    private List<String> ofStep(String name) {
        return status().steps().stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .map(step -> step.notified() == null ? List.<String>of() : words(step.notified()))
                .orElseThrow();
    }

    private List<String> ofRun() {
        return words(status().notified());
    }

    private static List<String> words(List<Notified> entries) {
        return entries.stream()
                .map(entry -> entry.channel() + " " + entry.event()
                        + (entry.time() == null ? "" : entry.error() == null ? " told" : " " + entry.error()))
                .toList();
    }

    private RunReconciliation operator() {
        Reporter reporter =
                new Reporter(cluster, (PipelineRun run, PipelineRunStatus before, PipelineRunStatus after) -> {});
        return Reconciling.runs(cluster, reporter, clock, post);
    }

    private static final class Ticking extends Clock {

        private Instant now = Instant.parse("2026-11-21T10:00:00Z");

        void goOn(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
