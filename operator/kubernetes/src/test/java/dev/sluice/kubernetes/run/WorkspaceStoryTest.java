package dev.sluice.kubernetes.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.api.v1alpha1.Phase;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.kubernetes.fake.Pods;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.name.Labels;
import dev.sluice.kubernetes.name.Names;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** A run with a place for its jobs, against a cluster that only pretends: what is made, in which order, and what survives a kill. */
class WorkspaceStoryTest extends RunStory {

    private static final String STEPS =
            "defaults: {image: busybox:1}\nsteps:\n- {name: a, script: x}\n- {name: b, dependsOn: [a], script: y}\n";
    private static final String BRANCH = "workspace: {git: {url: 'https://g/x', revision: main}}\n" + STEPS;
    private static final String SHARED =
            "workspace: {git: {url: 'https://g/x', revision: main}, volume: {scope: Run}}\n" + STEPS;

    private int moves;

    @Test
    void theVolumeIsMadeBeforeTheFirstPodAndNeverAgain() {
        start(SHARED);
        assertThat(cluster.writes).containsExactly("create revision", "update status", "create claim", "create pod");
        change("workspace.checkout", this::checkedOut);
        reconcile();
        change("a", Pods::succeeded);
        cluster.claims.clear();
        reconcile();
        change("b", Pods::succeeded);
        reconcile();
        assertThat(status().phase()).isEqualTo(Phase.SUCCEEDED);
        assertThat(cluster.count("create claim")).isEqualTo(1);
        assertThat(cluster.count("create pod")).isEqualTo(3);
    }

    @Test
    void aVolumeThatIsAnothersIsNotUsed() {
        String name = Names.workspace("r", "uid-of-r");
        cluster.claims.put(
                name,
                new PersistentVolumeClaimBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .build());
        start(SHARED);
        assertThat(status().phase()).isEqualTo(Phase.FAILED);
        assertThat(status().message()).contains("PersistentVolumeClaim " + name + " exists and is not this run's");
        assertThat(cluster.pods).isEmpty();
    }

    @Test
    void aVolumeWithoutASourceIsMadeBeforeTheFirstJob() {
        start("workspace: {volume: {scope: Run}}\n" + STEPS);
        assertThat(cluster.writes).containsExactly("create revision", "update status", "create claim", "create pod");
    }

    @Test
    void aVolumeThatIsThereIsNotMade() {
        start("workspace: {volume: {claim: mine}}\n" + STEPS);
        assertThat(cluster.writes).containsExactly("create revision", "update status", "create pod");
    }

    @Test
    void theCommitIsOnRecordBeforeAnyJobIsMade() {
        start(BRANCH);
        change("workspace.checkout", this::checkedOut);
        cluster.admission = pod -> {
            assertThat(commit()).isEqualTo(hash(1));
            return null;
        };
        reconcile();
        assertThat(commitOf("a")).isEqualTo(hash(1));
    }

    @Test
    void aFailedCheckoutIsToldInTheRunAndInItsStep() {
        start(BRANCH);
        change(
                "workspace.checkout",
                pod -> Pods.ended(
                        pod, 65, "Error", "hint: x\nthere is no branch, tag or commit main in https://g/x\n"));
        reconcile();
        assertThat(status().phase()).isEqualTo(Phase.FAILED);
        assertThat(status().message())
                .isEqualTo(
                        "workspace.checkout failed: checkout failed: there is no branch, tag or commit main in https://g/x");
        assertThat(status().conditions().get(1).reason()).isEqualTo("CheckoutFailed");
        assertThat(status().steps()).extracting(StepStatus::name).containsExactly("workspace.checkout", "a", "b");
        assertThat(status().steps().get(0).message())
                .isEqualTo("checkout failed: there is no branch, tag or commit main in https://g/x");
    }

    /** A rerun is about what failed, not about what has come to the branch since. */
    @Test
    void aRerunLooksAtTheCommitOfTheRunBefore() {
        failsAtB(BRANCH);
        rerun(BRANCH);
        assertThat(lookedUp("again")).isEqualTo(hash(1));
        change("workspace.checkout", pod -> Pods.ended(pod, 0, "Completed", "commit=" + hash(1) + "\n"));
        reconcile("again");
        assertThat(pods("again")).containsExactly("b", "workspace.checkout");
        assertThat(cluster.runs.get("again").getStatus().steps().get(1).message())
                .isEqualTo("taken over from r");
    }

    @Test
    void aRerunThatIsAboutSomethingElseLooksThatUp() {
        failsAtB(BRANCH);
        rerun(BRANCH.replace("main", "dev"));
        assertThat(lookedUp("again")).isEqualTo("dev");
    }

    /** What the steps before left in the volume went with its run. */
    @Test
    void aRerunWithASharedVolumeRunsAllOfIt() {
        failsAtB(SHARED);
        rerun(SHARED);
        change("workspace.checkout", pod -> Pods.ended(pod, 0, "Completed", "commit=" + hash(1) + "\n"));
        reconcile("again");
        assertThat(pods("again")).containsExactly("a", "workspace.checkout");
        assertThat(cluster.claims).hasSize(2);
    }

    private void failsAtB(String spec) {
        cluster.add(Resources.pipeline("p", spec));
        cluster.add(Resources.run("r", "pipeline: p"));
        reconcile();
        change("workspace.checkout", this::checkedOut);
        reconcile();
        change("a", Pods::succeeded);
        reconcile();
        change("b", pod -> Pods.failed(pod, 1));
        reconcile();
        assertThat(status().phase()).isEqualTo(Phase.FAILED);
    }

    private void rerun(String spec) {
        cluster.add(Resources.pipeline("p", spec));
        cluster.add(Resources.run("again", "{pipeline: p, rerunOf: {run: r}}"));
        reconcile("again");
    }

    private Set<String> pods(String run) {
        Set<String> steps = new TreeSet<>();
        cluster.podsOf("n", run)
                .forEach(pod -> steps.add(pod.getMetadata().getLabels().get(Labels.STEP)));
        return steps;
    }

    private String lookedUp(String run) {
        return cluster.podsOf("n", run).stream()
                .flatMap(pod -> pod.getSpec().getContainers().get(0).getEnv().stream())
                .filter(variable -> variable.getName().equals("SLUICE_CHECKOUT_REVISION"))
                .map(variable -> variable.getValue())
                .findFirst()
                .orElseThrow();
    }

    /** The branch moves with every look at it. However often the operator dies, no two jobs have two commits. */
    @Test
    void whereverTheOperatorIsKilledAllJobsHaveOneCommit() {
        for (int cut = 0; cut < 14; cut++) {
            WorkspaceStoryTest story = new WorkspaceStoryTest();
            story.runKilledAt(cut);
            assertThat(story.status().phase()).as("cut before write %d", cut).isEqualTo(Phase.SUCCEEDED);
            assertThat(story.commits).as("cut before write %d", cut).hasSize(1);
            assertThat(story.cluster.claims).hasSize(1);
        }
    }

    private final Set<String> commits = new TreeSet<>();

    private void runKilledAt(int cut) {
        int[] writes = {0};
        cluster.beforeWrite = write -> {
            if (writes[0]++ == cut) {
                throw new IllegalStateException("killed");
            }
        };
        cluster.add(Resources.inline("r", SHARED));
        for (int life = 0; life < 12; life++) {
            try {
                now = now.plusSeconds(10);
                reconcile();
                change("a", Pods::succeeded);
                change("b", Pods::succeeded);
                change("workspace.checkout", this::checkedOut);
                takeAwayTheCheckout();
            } catch (IllegalStateException killed) {
                operator = operator();
            }
        }
    }

    /** Once it has ended and somebody knows, its Pod may go at any time. */
    private void takeAwayTheCheckout() {
        if (status() != null && status().steps() != null && commit() != null) {
            cluster.pods.values().removeIf(pod -> "workspace.checkout"
                    .equals(pod.getMetadata().getLabels().get(Labels.STEP)));
        }
        for (String step : new String[] {"a", "b"}) {
            String commit = commitOf(step);
            if (commit != null) {
                commits.add(commit);
            }
        }
    }

    private Pod checkedOut(Pod pod) {
        return Pods.ended(pod, 0, "Completed", "commit=" + hash(++moves) + "\n");
    }

    private static String hash(int n) {
        return "%040x".formatted(n);
    }

    private void change(String step, UnaryOperator<Pod> change) {
        cluster.change(step, change);
    }

    private String commit() {
        return status().steps().stream()
                .filter(step -> step.name().equals("workspace.checkout") && step.outputs() != null)
                .map(step -> step.outputs().get(0).values().get("commit"))
                .findFirst()
                .orElse(null);
    }

    private String commitOf(String step) {
        return cluster.pods.values().stream()
                .filter(pod -> step.equals(pod.getMetadata().getLabels().get(Labels.STEP)))
                .flatMap(pod -> pod.getSpec().getContainers().get(0).getEnv().stream())
                .filter(variable -> variable.getName().equals("SLUICE_COMMIT"))
                .map(variable -> variable.getValue())
                .findFirst()
                .orElse(null);
    }

    private void start(String pipelineSpec) {
        cluster.add(Resources.inline("r", pipelineSpec));
        reconcile();
    }

    private void reconcile() {
        reconcile("r");
    }

    private PipelineRunStatus status() {
        return cluster.runs.get("r").getStatus();
    }
}
