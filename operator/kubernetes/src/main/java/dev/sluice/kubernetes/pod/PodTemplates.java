package dev.sluice.kubernetes.pod;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Limits;
import dev.sluice.core.model.Work;
import dev.sluice.core.model.Workspace;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.Assignment;
import dev.sluice.kubernetes.name.Annotations;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What an attempt's Pod is: an image of the step's own, or an agent's template with the job put into its first container. */
final class PodTemplates {

    static final String HOME = "/workspace";

    private static final String OUTPUT = "/dev/termination-log";
    private static final String WORKSPACE_VOLUME = "sluice-workspace";
    private static final String HOME_VOLUME = "sluice-home";
    private static final String SCRIPT_VOLUME = "sluice-script";

    /** A shell that is process 1 does not heed SIGTERM, and a person who cancels waits. */
    private static final long GRACE_SECONDS = 10;

    /** While the operator is away nobody ends an attempt in time, so the Pod ends itself some time after it should have. */
    private static final Duration BACKSTOP = Duration.ofHours(1);

    private PodTemplates() {}

    /** @throws MissingAgent where the pinned revision has no such agent */
    static PodTemplateSpec of(
            RunFrame run,
            CommandStep step,
            Assignment assignment,
            List<EnvVar> environment,
            Optional<Workspace> workspace) {
        PodTemplateSpec template = assignment
                .agent()
                .map(agent -> agent(run, agent))
                .orElseGet(() -> image(assignment.image().orElse("")));
        PodSpec pod = template.getSpec();
        Container first = pod.getContainers().get(0);
        assignment.program().ifPresent(program -> setProgram(pod, first, program));
        first.setEnv(Environment.over(first.getEnv(), environment));
        setOutput(first);
        workspace.ifPresentOrElse(
                place -> {
                    setHome(pod, first, HOME_VOLUME, Workplace.HOME);
                    Workplace.put(
                            pod, first, run, place, assignment.environment().getOrDefault("SLUICE_COMMIT", ""));
                },
                () -> {
                    setHome(pod, first, WORKSPACE_VOLUME, HOME);
                    setDirectory(first, HOME);
                });
        if (step.upload()) {
            run.uploadUrl().ifPresent(url -> UploadToken.mount(pod, first, url));
        }
        setResources(first, step.work().resources());
        pod.setRestartPolicy("Never");
        if (pod.getEnableServiceLinks() == null) {
            pod.setEnableServiceLinks(false);
        }
        setDeadline(template, step.limits());
        workspace
                .filter(place -> !place.shared())
                .flatMap(Workspace::git)
                .ifPresent(git -> Checkout.nameUser(template, git));
        Restricted.fill(pod);
        return template;
    }

    /** Of no step: it prepares the place where all of them work. */
    static PodTemplateSpec checkout(RunFrame run, Plan plan, CommandStep step) {
        PodTemplateSpec template = new PodTemplateSpec();
        template.setSpec(Workplace.checkout(run, plan));
        setDeadline(template, step.limits());
        Checkout.nameUser(template, plan.workspace().flatMap(Workspace::git).orElseThrow());
        Restricted.fill(template.getSpec());
        return template;
    }

    private static PodTemplateSpec agent(RunFrame run, String agent) {
        PodTemplateSpec template = run.agents().get(agent);
        if (template == null) {
            throw new MissingAgent(agent);
        }
        return new PodTemplateSpecBuilder(template).build();
    }

    private static PodTemplateSpec image(String image) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .endMetadata()
                .withNewSpec()
                .withTerminationGracePeriodSeconds(GRACE_SECONDS)
                .addToContainers(new ContainerBuilder()
                        .withName("step")
                        .withImage(image)
                        .withImagePullPolicy("IfNotPresent")
                        .build())
                .endSpec()
                .build();
    }

    private static void setProgram(PodSpec pod, Container container, Work.Program program) {
        container.setArgs(new ArrayList<>());
        if (program instanceof Work.Program.Script script) {
            container.setCommand(literal(Scripts.command(script.text())));
            mount(pod, container, SCRIPT_VOLUME, Scripts.DIRECTORY);
        } else if (program instanceof Work.Program.Command command) {
            container.setCommand(literal(command.argv()));
        }
    }

    private static List<String> literal(List<String> argv) {
        return argv.stream().map(Expansion::literal).toList();
    }

    private static void setOutput(Container container) {
        if (container.getTerminationMessagePath() == null) {
            container.setTerminationMessagePath(OUTPUT);
        }
        container.setTerminationMessagePolicy("File");
        set(container, "SLUICE_OUTPUT", container.getTerminationMessagePath());
    }

    private static void setHome(PodSpec pod, Container container, String volume, String home) {
        boolean taken = container.getVolumeMounts().stream().anyMatch(mount -> home.equals(mount.getMountPath()));
        if (!taken) {
            mount(pod, container, volume, home);
        }
        if (container.getEnv().stream().noneMatch(variable -> "HOME".equals(variable.getName()))) {
            set(container, "HOME", home);
        }
    }

    static void setDirectory(Container container, String directory) {
        if (container.getWorkingDir() == null) {
            container.setWorkingDir(directory);
        }
    }

    static void mount(PodSpec pod, Container container, String volume, String path) {
        pod.getVolumes()
                .add(new VolumeBuilder()
                        .withName(volume)
                        .withNewEmptyDir()
                        .endEmptyDir()
                        .build());
        container
                .getVolumeMounts()
                .add(new VolumeMountBuilder()
                        .withName(volume)
                        .withMountPath(path)
                        .build());
    }

    private static void set(Container container, String name, String value) {
        container.setEnv(Environment.over(container.getEnv(), List.of(new EnvVar(name, value, null))));
    }

    private static void setResources(Container container, Work.Resources resources) {
        if (resources.requests().isEmpty() && resources.limits().isEmpty()) {
            return;
        }
        ResourceRequirements requirements =
                container.getResources() == null ? new ResourceRequirements() : container.getResources();
        requirements.setRequests(over(requirements.getRequests(), resources.requests()));
        requirements.setLimits(over(requirements.getLimits(), resources.limits()));
        container.setResources(requirements);
    }

    private static Map<String, Quantity> over(Map<String, Quantity> template, Map<String, String> ours) {
        Map<String, Quantity> merged = template == null ? new HashMap<>() : new HashMap<>(template);
        ours.forEach((name, amount) -> merged.put(name, new Quantity(amount)));
        return merged;
    }

    private static void setDeadline(PodTemplateSpec template, Limits limits) {
        limits.timeout().ifPresent(timeout -> {
            Duration last = timeout.plus(limits.queueTimeout().orElse(BACKSTOP));
            template.getSpec().setActiveDeadlineSeconds(last.toSeconds());
            ObjectMeta metadata = template.getMetadata() == null ? new ObjectMeta() : template.getMetadata();
            Map<String, String> annotations = new HashMap<>(PodFactory.given(metadata.getAnnotations()));
            annotations.put(Annotations.TIMEOUT_SECONDS, Long.toString(timeout.toSeconds()));
            metadata.setAnnotations(annotations);
            template.setMetadata(metadata);
        });
    }
}
