package dev.sluice.kubernetes.ask;

import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.core.text.Nearest;
import dev.sluice.kubernetes.Clients;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** The cluster that a person's kubeconfig names, asked with that person's rights: no more than kubectl could do. */
public final class CallersCluster implements AutoCloseable {

    /** The JDK forgets a logger, and its level, that nobody holds. What the client tells of itself is nothing for who types. */
    private static final Logger CLIENT = Logger.getLogger("io.fabric8");

    private final KubernetesClient client;
    private final String namespace;
    private final Inquiry inquiry;

    /**
     * @param namespace absent: that of the context
     * @param context absent: the current one
     * @param kubeconfig absent: what KUBECONFIG names, or the usual file
     */
    public CallersCluster(Optional<String> namespace, Optional<String> context, Optional<String> kubeconfig)
            throws Refused {
        if (kubeconfig.isPresent() && !Files.isRegularFile(Path.of(kubeconfig.get()))) {
            throw new Refused("there is no kubeconfig " + kubeconfig.get());
        }
        if (namespace.isPresent() && !ObjectName.isOne(namespace.get())) {
            throw new Refused("--namespace " + namespace.get() + ": can't be the name of a namespace");
        }
        CLIENT.setLevel(Level.OFF);
        kubeconfig.ifPresent(file -> System.setProperty("kubeconfig", file));
        client = Clients.ofCaller(context);
        demand(context);
        this.namespace = namespace.orElseGet(
                () -> Optional.ofNullable(client.getNamespace()).orElse("default"));
        inquiry = new Inquiry(client);
    }

    private CallersCluster(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
        this.inquiry = new Inquiry(client);
    }

    /** The client would take the current context in place of one that there is not. */
    private void demand(Optional<String> context) throws Refused {
        List<String> names = client.getConfiguration().getContexts().stream()
                .map(NamedContext::getName)
                .toList();
        if (context.isPresent() && !names.contains(context.get())) {
            client.close();
            throw new Refused("no context \"" + context.get() + "\" in your kubeconfig"
                    + Nearest.hint(context.get(), names)
                    + (names.isEmpty() ? "" : "; there are " + String.join(", ", names)));
        }
    }

    public String namespace() {
        return namespace;
    }

    /** The same cluster and caller. */
    CallersCluster in(String other) {
        return other.equals(namespace) ? this : new CallersCluster(client, other);
    }

    CallersRights rights() {
        return new CallersRights(client, namespace);
    }

    CallersRuns runs() {
        return new CallersRuns(client, namespace);
    }

    Optional<Pipeline> pipeline(String name) throws Refused {
        if (!ObjectName.isOne(name)) {
            return Optional.empty();
        }
        return inquiry.ask(() -> Optional.ofNullable(client.resources(Pipeline.class)
                .inNamespace(namespace)
                .withName(name)
                .get()));
    }

    /** Names of the namespace's PodTemplates; absent where the caller may not see them. */
    Optional<Set<String>> agents() {
        try {
            return Optional.of(client.resources(PodTemplate.class).inNamespace(namespace).list().getItems().stream()
                    .map(template -> template.getMetadata().getName())
                    .collect(Collectors.toSet()));
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }

    <T extends HasMetadata> List<T> list(Class<T> kind) throws Refused {
        return inquiry.ask(
                () -> client.resources(kind).inNamespace(namespace).list().getItems());
    }

    /** Of the whole cluster. */
    <T extends HasMetadata> List<T> listAll(Class<T> kind) throws Refused {
        return inquiry.ask(() -> client.resources(kind).list().getItems());
    }

    String version() throws Refused {
        return inquiry.ask(
                () -> "Kubernetes " + client.getKubernetesVersion().getGitVersion() + " at " + client.getMasterUrl());
    }

    /** Not where the caller may not look: it may be there. */
    boolean lacksNamespace() {
        try {
            return client.namespaces().withName(namespace).get() == null;
        } catch (KubernetesClientException e) {
            return false;
        }
    }

    boolean hasGroup(String group) throws Refused {
        return inquiry.ask(() -> client.hasApiGroup(group, true));
    }

    List<Pod> pods(Map<String, String> labels) throws Refused {
        return inquiry.ask(() ->
                client.pods().inNamespace(namespace).withLabels(labels).list().getItems());
    }

    Watch watchPods(Map<String, String> labels, Watcher<Pod> watcher) throws Refused {
        return inquiry.ask(
                () -> client.pods().inNamespace(namespace).withLabels(labels).watch(watcher));
    }

    ContainerResource container(String pod, String name) {
        return client.pods().inNamespace(namespace).withName(pod).inContainer(name);
    }

    @Override
    public void close() {
        client.close();
    }
}
