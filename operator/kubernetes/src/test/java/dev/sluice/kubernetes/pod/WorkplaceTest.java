package dev.sluice.kubernetes.pod;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.plan.Checkouts;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.schedule.Action;
import dev.sluice.core.schedule.Assignment;
import dev.sluice.core.schedule.Observed;
import dev.sluice.core.schedule.RunFacts;
import dev.sluice.core.schedule.Scheduler;
import dev.sluice.kubernetes.fake.Resources;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The place that a run's jobs work in, as their Pods have it (issue 4). */
class WorkplaceTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final String COMMIT = "1f2e3d4c5b6a79881f2e3d4c5b6a79881f2e3d4c";
    private static final String GIT = "{url: 'https://g/x', revision: " + COMMIT + ", depth: 3, secret: git-password}";

    private static Plan plan(String workspace) {
        return Resources.plan("workspace: " + workspace + "\nsteps:\n- {name: a, image: 'busybox:1', script: x}\n");
    }

    private static RunFrame frame(Map<String, PodTemplateSpec> agents) {
        return RunFrameBuilder.builder(new RunFrame("n", "r", "uid", "p", agents))
                .gitImage("git:1")
                .build();
    }

    /** The first that is started. */
    private static Pod pod(Plan plan) {
        return pod(plan, Map.of());
    }

    private static Pod pod(Plan plan, Map<String, PodTemplateSpec> agents) {
        Action.Start start = (Action.Start)
                Scheduler.decide(new RunFacts("r", "uid"), plan, new Observed(NOW, false, Map.of(), Map.of()), NOW)
                        .actions()
                        .get(0);
        return PodFactory.attempt(frame(agents), plan, start);
    }

    private static Map<String, String> environment(Container container) {
        Map<String, String> values = new HashMap<>();
        for (EnvVar variable : container.getEnv()) {
            values.put(variable.getName(), variable.getValue());
        }
        return values;
    }

    private static List<String> mounts(Container container) {
        return container.getVolumeMounts().stream()
                .map(VolumeMount::getMountPath)
                .toList();
    }

    private static Volume workspace(Pod pod) {
        return pod.getSpec().getVolumes().stream()
                .filter(volume -> volume.getName().equals("sluice-workspace"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void eachJobHasACheckoutOfItsOwnBeforeItBegins() {
        Pod pod = pod(plan("{git: " + GIT + "}"));
        Container checkout = pod.getSpec().getInitContainers().get(0);
        Container job = pod.getSpec().getContainers().get(0);
        assertThat(checkout.getImage()).isEqualTo("git:1");
        assertThat(environment(checkout))
                .containsEntry("SLUICE_CHECKOUT_URL", "https://g/x")
                .containsEntry("SLUICE_CHECKOUT_REVISION", COMMIT)
                .containsEntry("SLUICE_CHECKOUT_DEPTH", "3")
                .containsEntry("SLUICE_CHECKOUT_PLACE", "/workspace/source");
        assertThat(job.getWorkingDir()).isEqualTo("/workspace/source");
        assertThat(environment(job)).containsEntry("HOME", "/home/sluice").containsEntry("SLUICE_COMMIT", COMMIT);
        assertThat(mounts(job)).containsExactlyInAnyOrder("/workspace", "/home/sluice", "/sluice");
        assertThat(workspace(pod).getEmptyDir()).isNotNull();
    }

    @Test
    void theSecretIsForTheCheckoutAlone() {
        Pod pod = pod(plan("{git: " + GIT + "}"));
        Container checkout = pod.getSpec().getInitContainers().get(0);
        assertThat(mounts(checkout)).containsExactlyInAnyOrder("/workspace", "/tmp", "/sluice/git");
        assertThat(pod.getSpec().getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .singleElement()
                .satisfies(volume -> {
                    assertThat(volume.getSecret().getSecretName()).isEqualTo("git-password");
                    assertThat(volume.getSecret().getDefaultMode()).isEqualTo(0440);
                    assertThat(pod.getSpec().getContainers().get(0).getVolumeMounts())
                            .extracting(VolumeMount::getName)
                            .doesNotContain(volume.getName());
                });
    }

    @Test
    void theCheckoutMeetsTheRestrictedStandard() {
        var security = pod(plan("{git: " + GIT + "}"))
                .getSpec()
                .getInitContainers()
                .get(0)
                .getSecurityContext();
        assertThat(security.getAllowPrivilegeEscalation()).isFalse();
        assertThat(security.getReadOnlyRootFilesystem()).isTrue();
        assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
    }

    /** An image that is root on its own account is none in the checkout, which holds a Secret. */
    @Test
    void anAgentThatLeavesItsUserToItsImageGetsACheckoutThatIsNotRoot() {
        PodTemplateSpec agent = Resources.agent(
                        "x",
                        "spec: {initContainers: [{name: own, image: 'i:1'}], containers: [{name: c, image: 'a:1', securityContext: {runAsNonRoot: false}}]}")
                .getTemplate();
        Plan plan = Resources.plan("workspace: {git: " + GIT + "}\nsteps:\n- {name: a, agent: x}\n");
        Pod pod = pod(plan, Map.of("x", agent));
        assertThat(pod.getSpec().getInitContainers())
                .extracting(Container::getName)
                .containsExactly("sluice-checkout", "own");
        assertThat(pod.getSpec().getInitContainers().get(0).getSecurityContext().getRunAsUser())
                .isEqualTo(65532L);
        assertThat(pod.getSpec().getSecurityContext().getFsGroup()).isEqualTo(65532L);
    }

    /** What a person wrote is in the environment, where no shell and no option parser looks for it. */
    @Test
    void theProgramOfTheCheckoutIsAConstant() {
        List<String> one = pod(plan("{git: " + GIT + "}"))
                .getSpec()
                .getInitContainers()
                .get(0)
                .getCommand();
        List<String> other = pod(plan("{git: {url: 'git@g:$(HOME)/`id`', revision: " + COMMIT + "}}"))
                .getSpec()
                .getInitContainers()
                .get(0)
                .getCommand();
        assertThat(other).isEqualTo(one).hasSize(4);
        assertThat(environment(pod(plan("{git: {url: 'git@g:$(HOME)/`id`', revision: " + COMMIT + "}}"))
                        .getSpec()
                        .getInitContainers()
                        .get(0)))
                .containsEntry("SLUICE_CHECKOUT_URL", "git@g:$$(HOME)/`id`");
    }

    @Test
    void overSshTheUserHasAName() {
        for (String revision : List.of(COMMIT, "main")) {
            Pod pod = pod(plan("{git: {url: 'git@g:x', revision: " + revision + "}}"));
            assertThat(pod.getMetadata().getAnnotations())
                    .containsEntry("sluice.dev/passwd", "sluice:x:65532:65532::/tmp:/bin/sh\n");
            assertThat(pod.getSpec().getVolumes())
                    .filteredOn(volume -> volume.getDownwardAPI() != null)
                    .hasSize(1);
        }
        assertThat(pod(plan("{git: " + GIT + "}")).getMetadata().getAnnotations())
                .doesNotContainKey("sluice.dev/passwd");
    }

    @Test
    void aBranchIsLookedUpOnceAndNothingIsCheckedOutThere() {
        Plan plan = plan("{git: {url: 'https://g/x', revision: main, secret: s}}");
        Pod pod = pod(plan);
        assertThat(pod.getMetadata().getName()).startsWith("r-workspace-checkout-0-");
        assertThat(pod.getMetadata().getLabels()).containsEntry("sluice.dev/step", Checkouts.NAME);
        Container checkout = pod.getSpec().getContainers().get(0);
        assertThat(environment(checkout))
                .containsEntry("SLUICE_CHECKOUT_REVISION", "main")
                .containsEntry("SLUICE_CHECKOUT_PLACE", "");
        assertThat(mounts(checkout)).containsExactlyInAnyOrder("/tmp", "/sluice/git");
        assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSpec().getRestartPolicy()).isEqualTo("Never");
        assertThat(pod.getSpec().getActiveDeadlineSeconds()).isEqualTo(7200);
    }

    @Test
    void aSharedVolumeIsFilledOnceAndOnlyMountedByJobs() {
        Plan plan = plan("{git: " + GIT + ", volume: {scope: Run, size: 2Gi, storageClass: fast}}");
        PersistentVolumeClaim claim = Workplace.claim(
                frame(Map.of()), plan.workspace().orElseThrow().volume().orElseThrow());
        assertThat(claim.getMetadata().getName()).startsWith("r-workspace-");
        assertThat(claim.getMetadata().getOwnerReferences())
                .singleElement()
                .satisfies(owner -> assertThat(owner.getUid()).isEqualTo("uid"));
        assertThat(claim.getSpec().getStorageClassName()).isEqualTo("fast");
        assertThat(claim.getSpec().getResources().getRequests().get("storage").toString())
                .isEqualTo("2Gi");
        Pod first = pod(plan);
        assertThat(mounts(first.getSpec().getContainers().get(0))).contains("/workspace");
        Pod job = job(plan);
        assertThat(job.getSpec().getInitContainers()).isEmpty();
        for (Pod pod : List.of(first, job)) {
            assertThat(workspace(pod).getPersistentVolumeClaim().getClaimName())
                    .isEqualTo(claim.getMetadata().getName());
            assertThat(pod.getSpec().getAffinity().getPodAffinity().getRequiredDuringSchedulingIgnoredDuringExecution())
                    .singleElement()
                    .satisfies(term -> assertThat(term.getLabelSelector().getMatchLabels())
                            .isEqualTo(Map.of("sluice.dev/run", "r")));
        }
    }

    private static Pod job(Plan plan) {
        PlannedStep step = plan.step("a");
        return PodFactory.attempt(
                frame(Map.of()),
                plan,
                new Action.Start(
                        step.jobs().get(0),
                        1,
                        0,
                        new Assignment(Optional.empty(), Optional.of("busybox:1"), Optional.empty(), Map.of())));
    }

    @Test
    void aClaimThatIsThereIsUsedAsItIs() {
        Plan plan = plan("{volume: {claim: mine}}");
        Pod pod = pod(plan);
        assertThat(workspace(pod).getPersistentVolumeClaim().getClaimName()).isEqualTo("mine");
        assertThat(pod.getSpec().getAffinity()).isNull();
        assertThat(pod.getSpec().getContainers().get(0).getWorkingDir()).isEqualTo("/workspace");
        assertThat(plan.workspace().orElseThrow().claimed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"size: 2Gi", "storageClass: fast"})
    void eachJobMayHaveAVolumeOfItsOwnFromAStorageClass(String said) {
        Pod pod = pod(plan("{volume: {scope: Job, " + said + "}}"));
        assertThat(workspace(pod)
                        .getEphemeral()
                        .getVolumeClaimTemplate()
                        .getSpec()
                        .getAccessModes())
                .containsExactly("ReadWriteOnce");
        assertThat(workspace(pod).getPersistentVolumeClaim()).isNull();
    }

    @Test
    void aVolumeOfEachJobThatSaysNoMoreIsAnEmptyDirectory() {
        assertThat(workspace(pod(plan("{volume: {scope: Job}}"))).getEmptyDir()).isNotNull();
    }
}
