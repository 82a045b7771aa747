package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.State;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.group.DesertedGroups;
import dev.sluice.kubernetes.name.Annotations;
import dev.sluice.kubernetes.name.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A2: runs and jobs that exclude one another, on a cluster that only pretends; operators die before any of their writes. */
class ConcurrencyStoryTest extends RunStory {

    private static final String STEPS = "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: x}\n";

    @Test
    void aRunWaitsForItsGroupWithNothingMadeOfIt() {
        start("r1", group(""));
        start("r2", group(""));
        start("r3", group(""));
        assertThat(status("r1").phase()).isEqualTo(Phase.RUNNING);
        assertThat(status("r2").phase()).isEqualTo(Phase.PENDING);
        assertThat(status("r2").queue().group()).isEqualTo("deploy");
        assertThat(status("r2").queue().position()).isEqualTo(1);
        assertThat(status("r3").queue().position()).isEqualTo(2);
        assertThat(status("r3").message()).isEqualTo("waits for a place in group deploy: 2nd in the queue");
        assertThat(succeeded("r3")).isEqualTo("Queued");
        assertThat(cluster.pods).hasSize(1);
        end("r1");
        assertThat(status("r1").phase()).isEqualTo(Phase.SUCCEEDED);
        wakeAll();
        assertThat(status("r2").phase()).isEqualTo(Phase.RUNNING);
        assertThat(status("r2").queue()).isNull();
        assertThat(status("r3").queue().position()).isEqualTo(1);
        end("r2");
        wakeAll();
        end("r3");
        assertThat(status("r3").phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(cluster.leases).isEmpty();
    }

    /** Whoever comes back finds them in no order. One that waited for something else comes when it need not any more. */
    @Test
    void runsThatWereMadeWhileNoOperatorWasThereWaitInTheOrderInWhichTheyWereMade() {
        start("r1", group(""));
        List<String> made = List.of("z-first", "y-second", "x-third");
        for (String name : made) {
            now = now.plusSeconds(10);
            cluster.add(Resources.inline(name, group("")));
        }
        cluster.add(Resources.run("a-waited", "pipeline: later"));
        now = now.plusSeconds(10);
        reconcile("a-waited");
        now = now.plusSeconds(10);
        start("b-new", group(""));
        cluster.add(Resources.pipeline("later", group("")));
        List.of("a-waited", "x-third", "y-second", "z-first", "a-waited").forEach(this::reconcile);
        now = now.plusSeconds(70);
        List.of("a-waited", "b-new", "x-third", "y-second").forEach(this::reconcile);
        assertThat(Stream.of("z-first", "y-second", "x-third", "b-new", "a-waited")
                        .map(name -> status(name).queue().position()))
                .containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void aGroupOfOneCostsOneWriteToTakeAndOneToGiveBack() {
        start("r1", group(""));
        end("r1");
        assertThat(cluster.writes)
                .containsExactly(
                        "create revision",
                        "create lease",
                        "update status",
                        "create pod",
                        "update status",
                        "delete lease");
    }

    @Test
    void theTimeThatARunWaitedIsNoneOfItsTimeout() {
        start("r1", group("") + "timeout: 1m\n");
        start("r2", group("") + "timeout: 1m\n");
        now = now.plusSeconds(50);
        end("r1");
        now = now.plusSeconds(50);
        wakeAll();
        assertThat(status("r2").phase()).isEqualTo(Phase.RUNNING);
        assertThat(status("r2").startTime()).isEqualTo(now);
        now = now.plusSeconds(50);
        reconcile("r2");
        assertThat(status("r2").phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void aRunThatIsCancelledWhileItWaitsEndsAtOnceAndThoseBehindMoveUp() {
        List.of("r1", "r2", "r3").forEach(name -> start(name, group("")));
        cluster.cancel("r2");
        now = now.plusSeconds(5);
        cluster.woken.clear();
        reconcile("r2");
        assertThat(status("r2").phase()).isEqualTo(Phase.CANCELLED);
        assertThat(cluster.woken).contains("r3");
        wakeAll();
        assertThat(status("r3").queue().position()).isEqualTo(1);
        assertThat(cluster.pods).hasSize(1);
    }

    /** What it was planned from is gone, and with it the name of its group: its status has that. */
    @Test
    void aRunWhoseRevisionIsLostWhileItWaitsEndsAndThoseBehindMoveUp() {
        start("r1", group(""));
        start("r2", group("") + "description: another text\n");
        start("r3", group(""));
        cluster.revisions.remove(status("r2").revision());
        operator = operator();
        now = now.plusSeconds(5);
        cluster.woken.clear();
        reconcile("r2");
        assertThat(status("r2").phase()).isEqualTo(Phase.FAILED);
        assertThat(succeeded("r2")).isEqualTo("RevisionLost");
        assertThat(cluster.woken).containsExactly("r3");
        wakeAll();
        assertThat(status("r3").queue().position()).isEqualTo(1);
    }

    @Test
    void theNewRunCancelsTheOldestAndStartsOnceItHasEnded() {
        start("r1", group("onConflict: CancelOlder"));
        start("r2", group("onConflict: CancelOlder"));
        start("r3", group("onConflict: CancelOlder"));
        assertThat(cluster.runs.get("r1").getSpec().cancel()).isTrue();
        assertThat(cluster.runs.get("r2").getSpec().cancel()).isTrue();
        assertThat(cluster.runs.get("r3").getSpec().cancel()).isNotEqualTo(true);
        assertThat(cluster.count("cancel run")).isEqualTo(2);
        for (int i = 0; i < 2; i++) {
            wakeAll();
            reconcile("r1"); // as its Pod's end does
        }
        assertThat(status("r1").phase()).isEqualTo(Phase.CANCELLED);
        assertThat(status("r2").phase()).isEqualTo(Phase.CANCELLED);
        assertThat(status("r3").phase()).isEqualTo(Phase.RUNNING);
        assertThat(cluster.pods).hasSize(1);
    }

    @Test
    void aRunThatIsNotToWaitFails() {
        start("r1", group("onConflict: Reject"));
        start("r2", group("onConflict: Reject"));
        assertThat(status("r2").phase()).isEqualTo(Phase.FAILED);
        assertThat(succeeded("r2")).isEqualTo("ConcurrencyLimit");
        assertThat(status("r2").message()).isEqualTo("rejected: concurrency group deploy has 1 of 1 run active (r1)");
        assertThat(step("r2", "a").state()).isEqualTo(State.CANCELLED);
        assertThat(cluster.pods).hasSize(1);
        end("r1");
        start("r3", group("onConflict: Reject"));
        assertThat(status("r3").phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void eachRunCountsByItsOwnLimit() {
        start("r1", group("limit: 3"));
        start("r2", group("limit: 3"));
        start("r3", group("limit: 1"));
        start("r4", group("limit: 3"));
        assertThat(status("r2").phase()).isEqualTo(Phase.RUNNING);
        assertThat(status("r3").queue().position()).isEqualTo(1);
        assertThat(status("r4").queue().position()).isEqualTo(2);
    }

    @Test
    void groupsOfOtherVariablesAreOtherGroups() {
        String text = "variables: {branch: main}\nconcurrency: {group: 'deploy-${branch}'}\n" + STEPS;
        cluster.add(Resources.pipeline("p", text));
        begin(Resources.run("r1", "pipeline: p"));
        begin(Resources.run("r2", "pipeline: p\nvariables: {branch: other}"));
        begin(Resources.run("r3", "pipeline: p"));
        assertThat(status("r2").phase()).isEqualTo(Phase.RUNNING);
        assertThat(status("r3").message()).contains("group deploy-main");
        assertThat(cluster.leases.values())
                .extracting(lease -> lease.getMetadata().getAnnotations().get(Annotations.GROUP))
                .containsExactlyInAnyOrder("deploy-main", "deploy-other");
    }

    @Test
    void aRunThatWasDeletedIsNoHolderOnceItsPodsAreGone() {
        start("r1", group(""));
        start("r2", group(""));
        cluster.change("a", Pods::running);
        cluster.runs.remove("r1");
        assertThat(operator.reconcile(cluster.runs.get("r2"))).contains(now.plusSeconds(2));
        assertThat(status("r2").phase()).isEqualTo(Phase.PENDING);
        cluster.pods.clear();
        reconcile("r2");
        assertThat(status("r2").phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void whatADeletedRunLeftBehindIsCollectedOnceNothingOfItRuns() {
        start("r1", group(""));
        start("other", STEPS);
        DesertedGroups deserted = new DesertedGroups(cluster, cluster);
        Lease lease = cluster.leases.values().iterator().next();
        deserted.collect(lease);
        cluster.runs.remove("r1");
        deserted.collect(lease);
        assertThat(cluster.leases).hasSize(1);
        cluster.pods.clear();
        deserted.collect(lease);
        assertThat(cluster.leases).isEmpty();
    }

    @Test
    void anotherRunOfTheSameNameIsNotTheHolder() {
        start("r1", group(""));
        start("r2", group(""));
        cluster.runs.get("r1").getMetadata().setUid("another");
        cluster.pods.clear();
        reconcile("r2");
        assertThat(status("r2").phase()).isEqualTo(Phase.RUNNING);
    }

    @Test
    void aLeaseThatNobodyCanReadLetsNobodyPast() {
        start("r1", group(""));
        Lease lease = cluster.leases.values().iterator().next();
        lease.getMetadata().getAnnotations().put(Annotations.PLACES, "nonsense");
        PipelineRun r2 = cluster.add(Resources.inline("r2", group("")));
        assertThatThrownBy(() -> operator.reconcile(r2))
                .hasMessageContaining("can't be read; delete the Lease once nothing of its group runs");
        assertThat(cluster.pods).hasSize(1);
    }

    private static final String GROUPED =
            """
            defaults: {image: busybox:1}
            steps:
            - {name: build, script: x}
            - {name: deploy, dependsOn: [build], script: x, retry: {limit: 1}, concurrency: {group: prod}}
            """;

    @Test
    void jobsOfTwoRunsExcludeOneAnother() {
        start("r1", GROUPED);
        now = now.plusSeconds(1);
        start("r2", GROUPED);
        cluster.change("build", Pods::succeeded);
        now = now.plusSeconds(5);
        reconcile("r2");
        assertThat(step("r2", "deploy").state()).isEqualTo(State.QUEUED);
        assertThat(step("r2", "deploy").message()).isEqualTo("waits for a place in group prod: 2nd in the queue");
        reconcile("r1");
        wakeAll();
        assertThat(podsOf("deploy")).containsExactly("r1");
        now = now.plusSeconds(5);
        reconcile("r2");
        assertThat(step("r2", "deploy").message()).isEqualTo("waits for a place in group prod: 1st in the queue");
        change("r1", "deploy", pod -> Pods.failed(pod, 1));
        reconcile("r1");
        wakeAll();
        assertThat(podsOf("deploy")).as("kept over its retry").containsExactly("r1");
        change("r1", "deploy", Pods::succeeded);
        cluster.woken.clear();
        reconcile("r1");
        assertThat(cluster.woken).contains("r2");
        wakeAll();
        assertThat(podsOf("deploy")).containsExactly("r1", "r2");
        change("r2", "deploy", Pods::succeeded);
        reconcile("r2");
        assertThat(status("r2").phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(cluster.leases).isEmpty();
    }

    @Test
    void anEagerGroupLetsGoWhoeverIsReady() {
        String eager = GROUPED.replace("{group: prod}", "{group: prod, method: Eager}");
        start("r1", eager);
        start("r2", eager);
        change("r2", "build", Pods::succeeded);
        reconcile("r2");
        assertThat(podsOf("deploy")).containsExactly("r2");
    }

    @Test
    void matrixValuesMakeGroups() {
        start(
                "r1",
                "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: x, parallelism: 2, matrix: {dimensions: {env: [x, y]}},"
                        + " concurrency: {group: 'to-${matrix.env}'}}\n");
        assertThat(cluster.pods).hasSize(2);
        assertThat(cluster.leases).hasSize(2);
        now = now.plusSeconds(5);
        reconcile("r1");
        assertThat(step("r1", "a").message()).contains("2 of 4 jobs: waits for a place in group to-x");
    }

    @Test
    void aRunWithoutGroupsAsksForNoLease() {
        start("r1", STEPS);
        end("r1");
        assertThat(cluster.writes).noneMatch(write -> write.contains("lease"));
    }

    /** Whatever a write is the last of an operator's: never two at once, and all of them end. */
    @ParameterizedTest
    @ValueSource(strings = {"whole runs", "jobs"})
    void noTwoAtOnceWhereverAnOperatorDies(String what) {
        for (int death = 0; death < 40; death++) {
            ConcurrencyStoryTest story = new ConcurrencyStoryTest();
            story.threeRunsWithADeathBeforeWrite(death, what.equals("jobs") ? GROUPED : group(""), what.equals("jobs"));
        }
    }

    private void threeRunsWithADeathBeforeWrite(int death, String text, boolean jobs) {
        int[] writes = {0};
        cluster.beforeWrite = write -> {
            if (writes[0]++ % 40 == death) {
                throw new Death();
            }
        };
        Set<String> names = new TreeSet<>(List.of("r1", "r2", "r3"));
        names.forEach(name -> cluster.add(Resources.inline(name, text)));
        for (int round = 0; round < 60 && !ended(names); round++) {
            for (String name : names) {
                dieOrReconcile(name);
                assertThat(active(jobs))
                        .as("death before write %d, round %d", death, round)
                        .hasSizeLessThanOrEqualTo(1);
            }
            now = now.plusSeconds(3);
            if (round % 2 == 1) {
                cluster.change("build", Pods::succeeded);
                cluster.change(jobs ? "deploy" : "a", Pods::succeeded);
            }
        }
        assertThat(names).allSatisfy(name -> assertThat(status(name).phase()).isEqualTo(Phase.SUCCEEDED));
        names.forEach(this::dieOrReconcile);
        names.forEach(this::dieOrReconcile);
        assertThat(cluster.leases).isEmpty();
    }

    private static final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private void dieOrReconcile(String name) {
        try {
            reconcile(name);
        } catch (Death death) {
            operator = operator();
        }
    }

    private boolean ended(Set<String> names) {
        return names.stream()
                .allMatch(name -> status(name) != null && status(name).completionTime() != null);
    }

    private Set<String> active(boolean jobs) {
        return cluster.pods.values().stream()
                .filter(pod -> "Pending".equals(pod.getStatus().getPhase()))
                .filter(pod ->
                        !jobs || "deploy".equals(pod.getMetadata().getLabels().get(Labels.STEP)))
                .map(pod -> pod.getMetadata().getLabels().get(Labels.RUN))
                .collect(Collectors.toSet());
    }

    private static String group(String more) {
        return "concurrency: {group: deploy" + (more.isEmpty() ? "" : ", " + more) + "}\n" + STEPS;
    }

    private void start(String name, String pipeline) {
        begin(Resources.inline(name, pipeline));
    }

    private void begin(PipelineRun run) {
        cluster.add(run);
        reconcile(run.getMetadata().getName());
        now = now.plus(Duration.ofMillis(1));
    }

    private void end(String name) {
        change(name, "a", Pods::succeeded);
        now = now.plusSeconds(5);
        reconcile(name);
    }

    /** As Lease and run events do, after the time in which progress is not told. */
    private void wakeAll() {
        now = now.plusSeconds(5);
        Set<String> woken = new TreeSet<>(cluster.woken);
        cluster.woken.clear();
        woken.forEach(this::reconcile);
    }

    private void change(String run, String step, UnaryOperator<Pod> change) {
        cluster.change(
                step, pod -> run.equals(pod.getMetadata().getLabels().get(Labels.RUN)) ? change.apply(pod) : pod);
    }

    private List<String> podsOf(String step) {
        return cluster.pods.values().stream()
                .filter(pod -> step.equals(pod.getMetadata().getLabels().get(Labels.STEP)))
                .map(pod -> pod.getMetadata().getLabels().get(Labels.RUN))
                .distinct()
                .sorted()
                .toList();
    }

    private StepStatus step(String run, String step) {
        return status(run).steps().stream()
                .filter(s -> s.name().equals(step))
                .findFirst()
                .orElseThrow();
    }

    private String succeeded(String run) {
        return status(run).conditions().get(1).reason();
    }
}
