package dev.sluice.kubernetes.source;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.client.informers.cache.BasicItemStore;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import java.util.List;

/**
 * Pods without what no decision reads: a Pod's spec is most of it, scripts and environments above all, and thousands of Pods are kept until
 * their runs go. One store serves one informer: with several namespaces each informer would drop what the others know.
 */
public final class SlimPods extends BasicItemStore<Pod> {

    public SlimPods() {
        super(Cache::metaNamespaceKeyFunc);
    }

    @Override
    public Pod put(String key, Pod pod) {
        return super.put(key, slim(pod));
    }

    /** In place: whoever is told of the Pod after this sees no more of it. */
    static Pod slim(Pod pod) {
        PodSpec whole = pod.getSpec();
        if (whole != null) {
            PodSpec spec = new PodSpec();
            spec.setActiveDeadlineSeconds(whole.getActiveDeadlineSeconds());
            spec.setContainers(slim(whole.getContainers()));
            spec.setInitContainers(slim(whole.getInitContainers()));
            pod.setSpec(spec);
        }
        pod.getMetadata().setManagedFields(null);
        return pod;
    }

    private static List<Container> slim(List<Container> containers) {
        return containers.stream().map(SlimPods::slim).toList();
    }

    private static Container slim(Container whole) {
        Container container = new Container();
        container.setName(whole.getName());
        container.setImage(whole.getImage());
        return container;
    }
}
