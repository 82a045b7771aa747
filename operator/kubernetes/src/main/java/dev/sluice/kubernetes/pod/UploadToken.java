package dev.sluice.kubernetes.pod;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import java.util.List;

/**
 * What a Pod needs to upload over HTTP: where to, and a token that is good for nothing else, bound to the Pod and renewed by the kubelet.
 * The container gets it and no right with it: the API server does not take it.
 */
final class UploadToken {

    private static final String VOLUME = "sluice-token";
    private static final String DIRECTORY = "/var/run/secrets/sluice.dev";
    private static final String FILE = "token";
    private static final String AUDIENCE = "sluice";
    private static final long SECONDS = 3600;

    private UploadToken() {}

    static void mount(PodSpec pod, Container container, String url) {
        pod.getVolumes()
                .add(new VolumeBuilder()
                        .withName(VOLUME)
                        .withNewProjected()
                        .addNewSource()
                        .withNewServiceAccountToken()
                        .withAudience(AUDIENCE)
                        .withExpirationSeconds(SECONDS)
                        .withPath(FILE)
                        .endServiceAccountToken()
                        .endSource()
                        .endProjected()
                        .build());
        container
                .getVolumeMounts()
                .add(new VolumeMountBuilder()
                        .withName(VOLUME)
                        .withMountPath(DIRECTORY)
                        .withReadOnly(true)
                        .build());
        container.setEnv(Environment.over(
                container.getEnv(),
                List.of(
                        new EnvVar("SLUICE_UPLOAD_URL", url, null),
                        new EnvVar("SLUICE_TOKEN_FILE", DIRECTORY + "/" + FILE, null))));
    }
}
