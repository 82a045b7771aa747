package dev.sluice.kubernetes.pod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sluice.core.model.Work;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Action;
import dev.sluice.core.schedule.Assignment;
import dev.sluice.core.schedule.Observed;
import dev.sluice.core.schedule.RunFacts;
import dev.sluice.core.schedule.Scheduler;
import dev.sluice.kubernetes.fake.Resources;
import dev.sluice.kubernetes.name.Annotations;
import dev.sluice.kubernetes.name.Labels;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PodFactoryTest {

    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void anImageMeetsTheRestrictedStandard() {
        Pod pod = pod("{name: a, image: \"busybox:1\", script: echo a}", Map.of());
        var security = pod.getSpec().getSecurityContext();
        assertThat(security.getRunAsNonRoot()).isTrue();
        assertThat(List.of(security.getRunAsUser(), security.getRunAsGroup(), security.getFsGroup()))
                .containsOnly(65532L);
        assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        Container container = first(pod);
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(pod.getSpec().getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getSpec().getEnableServiceLinks()).isFalse();
        assertThat(pod.getSpec().getRestartPolicy()).isEqualTo("Never");
        assertThat(container.getImagePullPolicy()).isEqualTo("IfNotPresent");
    }

    @Test
    void itsHomeAndWorkingDirectoryIsItsOwn() {
        Pod pod = pod("{name: a, image: \"busybox:1\", command: [ls]}", Map.of());
        assertThat(first(pod).getWorkingDir()).isEqualTo("/workspace");
        assertThat(environment(pod)).containsEntry("HOME", "/workspace");
        assertThat(first(pod).getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .containsExactly("/workspace");
        assertThat(pod.getSpec().getVolumes()).singleElement().satisfies(v -> assertThat(v.getEmptyDir())
                .isNotNull());
    }

    @Test
    void itBelongsToItsRunAndSaysWhatItIs() {
        Pod pod = pod("{name: a, image: \"busybox:1\", script: x}", Map.of());
        assertThat(pod.getMetadata().getOwnerReferences()).singleElement().satisfies(owner -> {
            assertThat(owner.getKind()).isEqualTo("PipelineRun");
            assertThat(owner.getUid()).isEqualTo("uid");
            assertThat(owner.getController()).isTrue();
        });
        assertThat(pod.getMetadata().getOwnerReferences())
                .extracting(OwnerReference::getBlockOwnerDeletion)
                .containsOnlyNulls();
        assertThat(pod.getMetadata().getLabels())
                .containsEntry(Labels.RUN, "r")
                .containsEntry(Labels.PIPELINE, "p")
                .containsEntry(Labels.STEP, "a")
                .containsEntry(Labels.JOB, "0")
                .containsEntry(Labels.ATTEMPT, "1");
    }

    @Test
    void aScriptRunsAsAFileAndArrivesAsWritten() {
        Pod pod = pod("{name: a, image: \"busybox:1\", script: 'echo $(date) $$ $HOME'}", Map.of());
        assertThat(first(pod).getCommand())
                .containsExactly(
                        "/bin/sh",
                        "-c",
                        "printf '%s\\n' \"$1\" > /sluice/script && exec /bin/sh -e /sluice/script",
                        "sluice",
                        "echo $$(date) $$$$ $HOME");
        assertThat(first(pod).getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .contains("/sluice");
    }

    @Test
    void environmentValuesArriveAsWritten() {
        Pod pod = pod("{name: a, image: \"busybox:1\", command: [x], environment: {V: 'a $(HOME) b'}}", Map.of());
        assertThat(environment(pod)).containsEntry("V", "a $$(HOME) b");
    }

    /** What opens the uploads is in no Pod that may not upload, and opens nothing else. */
    @Test
    void onlyAStepThatMayUploadGetsATokenAndStillNoneOfTheApi() {
        RunFrame frame = RunFrameBuilder.builder(frame(Map.of()))
                .uploadUrl(Optional.of("http://u/upload"))
                .build();
        Plan plan = Resources.plan(
                "steps:\n- {name: a, image: 'busybox:1', script: x, upload: true}\n- {name: b, image: 'busybox:1', script: x}\n");
        Pod a = PodFactory.attempt(frame, plan, start(plan, "a"));
        Pod b = PodFactory.attempt(frame, plan, start(plan, "b"));
        assertThat(environment(a))
                .containsEntry("SLUICE_UPLOAD_URL", "http://u/upload")
                .containsEntry("SLUICE_TOKEN_FILE", "/var/run/secrets/sluice.dev/token");
        assertThat(a.getSpec().getAutomountServiceAccountToken()).isFalse();
        assertThat(a.getSpec().getVolumes())
                .filteredOn(volume -> volume.getProjected() != null)
                .singleElement()
                .satisfies(volume -> assertThat(volume.getProjected().getSources())
                        .singleElement()
                        .satisfies(source -> assertThat(
                                        source.getServiceAccountToken().getAudience())
                                .isEqualTo("sluice")));
        assertThat(environment(b)).doesNotContainKeys("SLUICE_UPLOAD_URL", "SLUICE_TOKEN_FILE");
        assertThat(b.getSpec().getVolumes()).noneMatch(volume -> volume.getProjected() != null);
    }

    private static Action.Start start(Plan plan, String step) {
        Job job = plan.step(step).jobs().get(0);
        return new Action.Start(
                job,
                1,
                0,
                new Assignment(
                        Optional.of(new Work.Program.Script("x")),
                        Optional.of("busybox:1"),
                        Optional.empty(),
                        Map.of()));
    }

    @Test
    void secretsAreNamedAndNeverRead() {
        Pod pod = pod(
                "{name: a, image: \"busybox:1\", command: [x], secretEnvironment: [{name: TOKEN, secret: deploy, key: token}]}",
                Map.of());
        EnvVar token = first(pod).getEnv().stream()
                .filter(v -> v.getName().equals("TOKEN"))
                .findFirst()
                .orElseThrow();
        assertThat(token.getValue()).isNull();
        assertThat(token.getValueFrom().getSecretKeyRef().getName()).isEqualTo("deploy");
        assertThat(token.getValueFrom().getSecretKeyRef().getKey()).isEqualTo("token");
    }

    @Test
    void outputsAreWrittenToTheTerminationMessage() {
        Pod pod = pod("{name: a, image: \"busybox:1\", command: [x]}", Map.of());
        assertThat(first(pod).getTerminationMessagePath())
                .isEqualTo(environment(pod).get("SLUICE_OUTPUT"));
        assertThat(first(pod).getTerminationMessagePolicy()).isEqualTo("File");
    }

    @Test
    void aPodEndsItselfSomeTimeAfterItShouldHave() {
        Pod pod = pod("{name: a, image: \"busybox:1\", command: [x], timeout: 30s, queueTimeout: 10m}", Map.of());
        assertThat(pod.getSpec().getActiveDeadlineSeconds()).isEqualTo(630);
        assertThat(pod.getMetadata().getAnnotations()).containsEntry(Annotations.TIMEOUT_SECONDS, "30");
        Pod unlimited = pod("{name: a, image: \"busybox:1\", command: [x]}", Map.of());
        assertThat(unlimited.getSpec().getActiveDeadlineSeconds()).isNull();
    }

    @Test
    void anAgentKeepsWhatItSaysAndGetsTheRest() {
        PodTemplateSpec agent = template(
                """
                metadata: {labels: {team: x}, annotations: {simulate/seconds: "3"}}
                spec:
                  restartPolicy: Always
                  serviceAccountName: deployer
                  nodeSelector: {disk: ssd}
                  volumes: [{name: cache, emptyDir: {}}]
                  containers:
                  - name: main
                    image: deployer:1
                    command: [deploy]
                    args: [--fast]
                    workingDir: /app
                    env: [{name: OWN, value: mine}, {name: LEVEL, value: agent}]
                    volumeMounts: [{name: cache, mountPath: /workspace}]
                    resources: {requests: {cpu: 100m, memory: 1Gi}}
                  - {name: side, image: "side:1"}
                """);
        Pod pod = pod(
                "{name: a, agent: deployer, task: Deploy it, config: {a: 1}, environment: {LEVEL: step}, resources: {requests: {cpu: 500m}}}",
                Map.of("deployer", agent));
        Container container = first(pod);
        assertThat(container.getCommand()).containsExactly("deploy");
        assertThat(container.getArgs()).containsExactly("--fast");
        assertThat(container.getWorkingDir()).isEqualTo("/app");
        assertThat(environment(pod))
                .containsEntry("OWN", "mine")
                .containsEntry("LEVEL", "step")
                .containsEntry("SLUICE_TASK", "Deploy it")
                .containsEntry("SLUICE_CONFIG", "{\"a\":1}");
        assertThat(container.getVolumeMounts())
                .extracting(VolumeMount::getMountPath)
                .containsExactly("/workspace");
        assertThat(container.getResources().getRequests())
                .containsEntry("cpu", new Quantity("500m"))
                .containsEntry("memory", new Quantity("1Gi"));
        assertThat(pod.getSpec().getRestartPolicy()).isEqualTo("Never");
        assertThat(pod.getSpec().getNodeSelector()).containsEntry("disk", "ssd");
        assertThat(pod.getSpec().getAutomountServiceAccountToken())
                .as("its account was named")
                .isNull();
        assertThat(pod.getMetadata().getAnnotations()).containsEntry("simulate/seconds", "3");
        assertThat(pod.getMetadata().getLabels()).containsEntry("team", "x").containsEntry(Labels.RUN, "r");
        assertThat(pod.getSpec().getContainers()).allSatisfy(c -> assertThat(
                        c.getSecurityContext().getCapabilities().getDrop())
                .containsExactly("ALL"));
    }

    @Test
    void anAgentsCommandGivesWayToTheSteps() {
        PodTemplateSpec agent =
                template("spec: {containers: [{name: c, image: \"a:1\", command: [own], args: [--own]}]}");
        Container container = first(pod("{name: a, agent: x, command: [mine, -v]}", Map.of("x", agent)));
        assertThat(container.getCommand()).containsExactly("mine", "-v");
        assertThat(container.getArgs()).isEmpty();
    }

    @Test
    void anAgentThatSaysWhoItRunsAsIsNotMadeAnybodyElse() {
        PodTemplateSpec agent = template(
                "spec: {securityContext: {runAsUser: 0}, containers: [{name: c, image: \"a:1\", securityContext: {privileged: true}}]}");
        Pod pod = pod("{name: a, agent: x}", Map.of("x", agent));
        assertThat(pod.getSpec().getSecurityContext().getRunAsUser()).isZero();
        assertThat(pod.getSpec().getSecurityContext().getRunAsNonRoot()).isNull();
        assertThat(first(pod).getSecurityContext().getAllowPrivilegeEscalation())
                .isNull();
    }

    @Test
    void onePodDoesNotChangeTheTemplateOfTheNext() {
        PodTemplateSpec agent = template("spec: {containers: [{name: c, image: \"a:1\"}]}");
        String before = Resources.JSON.asJson(agent);
        pod("{name: a, agent: x, script: echo}", Map.of("x", agent));
        assertThat(Resources.JSON.asJson(agent)).isEqualTo(before);
    }

    @Test
    void anAgentThatIsNotPinnedIsNamed() {
        assertThatThrownBy(() -> pod("{name: a, agent: x}", Map.of()))
                .isInstanceOf(MissingAgent.class)
                .hasMessageContaining("\"x\"");
    }

    @Test
    void theFirstAttemptsOfACombinationAreOneIndexedJob() {
        Plan plan = Resources.plan(
                """
                defaults: {image: "busybox:1", runAs: Job}
                steps:
                - {name: a, parallelism: 12, matrix: {dimensions: {os: [debian, alpine]}}, label: "on ${matrix.os} 0", script: echo}
                """);
        Batches batches = Batches.of(plan, starts(plan));
        assertThat(batches.pods()).isEmpty();
        assertThat(batches.jobs()).hasSize(2);
        var job = JobFactory.firstAttempts(frame(Map.of()), plan, batches.jobs().get(1));
        assertThat(job.getSpec().getCompletions()).isEqualTo(12);
        assertThat(job.getMetadata().getLabels()).containsEntry(Labels.FIRST_JOB, "12");
        var template = job.getSpec().getTemplate();
        assertThat(template.getMetadata().getLabels())
                .containsEntry(Labels.FIRST_JOB, "12")
                .containsEntry(Labels.ATTEMPT, "1")
                .doesNotContainKey(Labels.JOB);
        Map<String, String> environment =
                environment(template.getSpec().getContainers().get(0));
        assertThat(environment)
                .containsEntry("SLUICE_JOB", "a.1.$(SLUICE_PARALLEL_JOB)")
                .containsEntry("BUILDKITE_JOB_ID", "uid-a.1.$(SLUICE_PARALLEL_JOB)")
                .containsEntry("SLUICE_LABEL", "on alpine 0")
                .containsEntry("SLUICE_MATRIX_OS", "alpine");
        List<String> names = template.getSpec().getContainers().get(0).getEnv().stream()
                .map(EnvVar::getName)
                .toList();
        assertThat(names).doesNotHaveDuplicates();
        assertThat(names.indexOf("SLUICE_PARALLEL_JOB")).isLessThan(names.indexOf("SLUICE_JOB"));
    }

    @Test
    void whatALimitHoldsBackIsStartedAsSinglePods() {
        Plan plan = Resources.plan(
                "{defaults: {image: \"busybox:1\", runAs: Job}, steps: [{name: a, parallelism: 4, maxParallel: 2, script: echo}]}");
        Batches batches = Batches.of(plan, starts(plan));
        assertThat(batches.jobs()).isEmpty();
        assertThat(batches.pods()).hasSize(2);
    }

    private static Pod pod(String step, Map<String, PodTemplateSpec> agents) {
        Plan plan = Resources.plan("steps:\n- " + step + "\n");
        return PodFactory.attempt(frame(agents), plan, starts(plan).get(0));
    }

    private static RunFrame frame(Map<String, PodTemplateSpec> agents) {
        return new RunFrame("n", "r", "uid", "p", agents);
    }

    private static List<Action.Start> starts(Plan plan) {
        return Scheduler.decide(new RunFacts("r", "uid"), plan, new Observed(NOW, false, Map.of(), Map.of()), NOW)
                .actions()
                .stream()
                .map(Action.Start.class::cast)
                .toList();
    }

    private static PodTemplateSpec template(String yaml) {
        return Resources.JSON.unmarshal(yaml, PodTemplateSpec.class);
    }

    private static Container first(Pod pod) {
        return pod.getSpec().getContainers().get(0);
    }

    private static Map<String, String> environment(Pod pod) {
        return environment(first(pod));
    }

    private static Map<String, String> environment(Container container) {
        Map<String, String> environment = new HashMap<>();
        container
                .getEnv()
                .forEach(v -> environment.put(
                        v.getName(), Optional.ofNullable(v.getValue()).orElse("")));
        return environment;
    }

    @Test
    void aJobIsNamedByItsRunStepAndIndex() {
        Plan plan = Resources.plan("steps: [{name: a, image: \"x:1\", parallelism: 2, script: x}]");
        Job second = plan.step("a").jobs().get(1);
        assertThat(PodFactory.name(frame(Map.of()), second, 1)).startsWith("r-a-1-");
    }
}
