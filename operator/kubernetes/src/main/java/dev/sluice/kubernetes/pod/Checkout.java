package dev.sluice.kubernetes.pod;

import dev.sluice.core.model.Workspace;
import dev.sluice.core.workspace.Remote;
import dev.sluice.kubernetes.name.Annotations;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/**
 * The container that checks out. Its program is a constant, and what a person wrote reaches it in its environment alone. It is the only one
 * that sees the Secret.
 */
public final class Checkout {

    /** By this name its end is told from a job's. */
    public static final String CONTAINER = "sluice-checkout";

    /** Exit status of what would end the same if it were tried again. */
    public static final int NEVER = 65;

    private static final String PROGRAM = program();
    private static final String TMP_VOLUME = "sluice-checkout-tmp";
    private static final String SECRET_VOLUME = "sluice-checkout-secret";
    private static final String PASSWD_VOLUME = "sluice-checkout-passwd";
    private static final String SECRET_DIRECTORY = "/sluice/git";
    private static final long USER = 65532;

    /** The owner is root, and the group is the Pod's. */
    private static final int FOR_THE_GROUP = 0440;

    private Checkout() {}

    /**
     * @param revision a commit, or what is to be looked up; empty: the default branch
     * @param place the folder to check out into; empty: only looked up
     */
    static Container container(PodSpec pod, String image, Workspace.Git git, String revision, String place) {
        Container container = new ContainerBuilder()
                .withName(CONTAINER)
                .withImage(image)
                .withImagePullPolicy("IfNotPresent")
                .withCommand("/bin/sh", "-c", Expansion.literal(PROGRAM), "checkout")
                .withEnv(
                        variable("SLUICE_CHECKOUT_URL", git.url()),
                        variable("SLUICE_CHECKOUT_REVISION", revision),
                        variable(
                                "SLUICE_CHECKOUT_DEPTH",
                                git.depth().isPresent()
                                        ? Integer.toString(git.depth().getAsInt())
                                        : ""),
                        variable("SLUICE_CHECKOUT_PLACE", place))
                .withTerminationMessagePath("/dev/termination-log")
                .withTerminationMessagePolicy("FallbackToLogsOnError")
                .withNewResources()
                .withRequests(Map.of("cpu", new Quantity("50m"), "memory", new Quantity("64Mi")))
                .endResources()
                .withSecurityContext(security(pod).build())
                .build();
        PodTemplates.mount(pod, container, TMP_VOLUME, "/tmp");
        git.secret().ifPresent(secret -> mountSecret(pod, container, secret));
        if (Remote.isSsh(git.url())) {
            mountPasswd(pod, container);
        }
        return container;
    }

    /** ssh refuses to work for a user that has no name, and few images know this one: it is brought along. */
    static void nameUser(PodTemplateSpec template, Workspace.Git git) {
        if (!Remote.isSsh(git.url())) {
            return;
        }
        PodSecurityContext security = template.getSpec().getSecurityContext();
        long user = security == null || security.getRunAsUser() == null ? USER : security.getRunAsUser();
        ObjectMeta metadata = template.getMetadata() == null ? new ObjectMeta() : template.getMetadata();
        Map<String, String> annotations = new HashMap<>(PodFactory.given(metadata.getAnnotations()));
        annotations.put(Annotations.PASSWD, "sluice:x:%d:%d::/tmp:/bin/sh\n".formatted(user, user));
        metadata.setAnnotations(annotations);
        template.setMetadata(metadata);
    }

    private static void mountPasswd(PodSpec pod, Container container) {
        pod.getVolumes()
                .add(new VolumeBuilder()
                        .withName(PASSWD_VOLUME)
                        .withNewDownwardAPI()
                        .addNewItem()
                        .withPath("passwd")
                        .withNewFieldRef(null, "metadata.annotations['" + Annotations.PASSWD + "']")
                        .endItem()
                        .endDownwardAPI()
                        .build());
        container
                .getVolumeMounts()
                .add(new VolumeMountBuilder()
                        .withName(PASSWD_VOLUME)
                        .withMountPath("/etc/passwd")
                        .withSubPath("passwd")
                        .withReadOnly(true)
                        .build());
    }

    private static EnvVar variable(String name, String value) {
        return new EnvVar(name, Expansion.literal(value), null);
    }

    /** It is who the job is, so that the job may change what it finds; an agent's template that leaves that to its image gets none of root. */
    private static SecurityContextBuilder security(PodSpec pod) {
        SecurityContextBuilder security = new SecurityContextBuilder().withReadOnlyRootFilesystem(true);
        PodSecurityContext ofPod = pod.getSecurityContext();
        return ofPod != null && ofPod.getRunAsUser() != null
                ? security
                : security.withRunAsNonRoot(true).withRunAsUser(USER).withRunAsGroup(USER);
    }

    private static void mountSecret(PodSpec pod, Container container, String secret) {
        pod.getVolumes()
                .add(new VolumeBuilder()
                        .withName(SECRET_VOLUME)
                        .withNewSecret()
                        .withSecretName(secret)
                        .withDefaultMode(FOR_THE_GROUP)
                        .endSecret()
                        .build());
        container
                .getVolumeMounts()
                .add(new VolumeMountBuilder()
                        .withName(SECRET_VOLUME)
                        .withMountPath(SECRET_DIRECTORY)
                        .withReadOnly(true)
                        .build());
    }

    private static String program() {
        try (InputStream in = Checkout.class.getResourceAsStream("checkout.sh")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
