package dev.sluice.kubernetes.pod;

import dev.sluice.core.model.Workspace;
import dev.sluice.core.plan.Plan;
import dev.sluice.kubernetes.name.Labels;
import dev.sluice.kubernetes.name.Names;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpec;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimSpecBuilder;
import io.fabric8.kubernetes.api.model.PodAffinity;
import io.fabric8.kubernetes.api.model.PodAffinityTerm;
import io.fabric8.kubernetes.api.model.PodAffinityTermBuilder;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Where the jobs of a run work, if its pipeline says so: a volume, and what is checked out into it. */
public final class Workplace {

    static final String PLACE = "/workspace";

    /** Below the volume's root, which is the storage's own and may hold a lost+found. */
    static final String SOURCE = PLACE + "/source";

    static final String HOME = "/home/sluice";

    private static final String VOLUME = "sluice-workspace";
    private static final String DEFAULT_SIZE = "1Gi";

    private Workplace() {}

    /** The volume that the run makes for itself, before its first Pod. */
    public static PersistentVolumeClaim claim(RunFrame run, Workspace.Volume volume) {
        return new PersistentVolumeClaimBuilder()
                .withMetadata(new ObjectMetaBuilder()
                        .withName(Names.workspace(run.name(), run.uid()))
                        .withNamespace(run.namespace())
                        .withOwnerReferences(PodFactory.controller(run))
                        .withLabels(Map.of(
                                Labels.MANAGED_BY,
                                Labels.SLUICE,
                                Labels.RUN,
                                run.name(),
                                Labels.PIPELINE,
                                run.pipeline()))
                        .build())
                .withSpec(spec(volume))
                .build();
    }

    /** For a job's container: it begins once all is there. */
    static void put(PodSpec pod, Container container, RunFrame run, Workspace workspace, String commit) {
        volume(pod, run, workspace);
        mount(container);
        if (workspace.git().isEmpty()) {
            PodTemplates.setDirectory(container, PLACE);
            return;
        }
        PodTemplates.setDirectory(container, SOURCE);
        if (!workspace.shared()) {
            Workspace.Git git = workspace.git().get();
            Container checkout = Checkout.container(pod, run.gitImage(), git, commit, SOURCE);
            mount(checkout);
            List<Container> before = new ArrayList<>(List.of(checkout));
            before.addAll(pod.getInitContainers());
            pod.setInitContainers(before);
        }
    }

    /** What comes before all jobs: the volume they share is filled, or a name looked up. */
    static PodSpec checkout(RunFrame run, Plan plan) {
        Workspace workspace = plan.workspace().orElseThrow();
        Workspace.Git git = workspace.git().orElseThrow();
        PodSpec pod = new PodSpec();
        Restricted.fill(pod);
        Container container = Checkout.container(
                pod, run.gitImage(), git, run.commit().or(git::revision).orElse(""), workspace.shared() ? SOURCE : "");
        if (workspace.shared()) {
            volume(pod, run, workspace);
            mount(container);
        }
        pod.setContainers(List.of(container));
        pod.setRestartPolicy("Never");
        pod.setEnableServiceLinks(false);
        return pod;
    }

    private static void mount(Container container) {
        List<VolumeMount> mounts = new ArrayList<>(container.getVolumeMounts());
        mounts.add(
                new VolumeMountBuilder().withName(VOLUME).withMountPath(PLACE).build());
        container.setVolumeMounts(mounts);
    }

    private static void volume(PodSpec pod, RunFrame run, Workspace workspace) {
        pod.getVolumes().add(volume(run, workspace));
        if (workspace.claimed()) {
            keepTogether(pod, run);
        }
    }

    private static Volume volume(RunFrame run, Workspace workspace) {
        VolumeBuilder builder = new VolumeBuilder().withName(VOLUME);
        if (workspace.shared()) {
            String name =
                    workspace.volume().flatMap(Workspace.Volume::claim).orElse(Names.workspace(run.name(), run.uid()));
            return builder.withNewPersistentVolumeClaim(name, false).build();
        }
        return workspace
                .volume()
                .filter(v -> v.size().isPresent() || v.storageClass().isPresent())
                .map(v -> builder.withNewEphemeral()
                        .withNewVolumeClaimTemplate()
                        .withSpec(spec(v))
                        .endVolumeClaimTemplate()
                        .endEphemeral()
                        .build())
                .orElseGet(() -> builder.withNewEmptyDir().endEmptyDir().build());
    }

    private static PersistentVolumeClaimSpec spec(Workspace.Volume volume) {
        return new PersistentVolumeClaimSpecBuilder()
                .withAccessModes("ReadWriteOnce")
                .withStorageClassName(volume.storageClass().orElse(null))
                .withNewResources()
                .withRequests(Map.of("storage", new Quantity(volume.size().orElse(DEFAULT_SIZE))))
                .endResources()
                .build();
    }

    /** One node at a time has the volume, so Pods that are there together have to be on one node. */
    private static void keepTogether(PodSpec pod, RunFrame run) {
        Affinity affinity = pod.getAffinity() == null ? new Affinity() : pod.getAffinity();
        PodAffinity podAffinity = affinity.getPodAffinity() == null ? new PodAffinity() : affinity.getPodAffinity();
        List<PodAffinityTerm> terms = new ArrayList<>(podAffinity.getRequiredDuringSchedulingIgnoredDuringExecution());
        terms.add(new PodAffinityTermBuilder()
                .withTopologyKey("kubernetes.io/hostname")
                .withNewLabelSelector()
                .withMatchLabels(Map.of(Labels.RUN, run.name()))
                .endLabelSelector()
                .build());
        podAffinity.setRequiredDuringSchedulingIgnoredDuringExecution(terms);
        affinity.setPodAffinity(podAffinity);
        pod.setAffinity(affinity);
    }
}
