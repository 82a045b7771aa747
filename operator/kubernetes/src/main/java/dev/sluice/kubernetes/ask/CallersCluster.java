package dev.sluice.kubernetes.ask;

import dev.sluice.api.v1alpha1.Pipeline;
import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.text.Nearest;
import dev.sluice.kubernetes.Clients;
import dev.sluice.kubernetes.gate.Caller;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplate;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReview;
import io.fabric8.kubernetes.api.model.authorization.v1.SelfSubjectAccessReviewBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.dsl.ContainerResource;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/** The cluster that a person's kubeconfig names, asked with that person's rights: no more than kubectl could do. */
public final class CallersCluster implements AutoCloseable {

    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final String WHO_AM_I = "/apis/authentication.k8s.io/v1/selfsubjectreviews";
    private static final Duration LONGEST = Duration.ofDays(30);

    /** The JDK forgets a logger, and its level, that nobody holds. What the client tells of itself is nothing for who types. */
    private static final Logger CLIENT = Logger.getLogger("io.fabric8");

    private final KubernetesClient client;
    private final String namespace;

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
    }

    CallersCluster(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
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

    /** Something that the API server is asked for. */
    interface Question<T> {
        T ask() throws Refused;
    }

    public String namespace() {
        return namespace;
    }

    /** The same cluster and caller. */
    CallersCluster in(String other) {
        return other.equals(namespace) ? this : new CallersCluster(client, other);
    }

    /** The caller's name, as the API server knows it; absent where it does not say. */
    Optional<String> caller() {
        return whoAmI().map(Caller::name);
    }

    /** The caller, as the API server knows them; absent where it does not say. */
    Optional<Caller> whoAmI() {
        try {
            String answer = client.raw(
                    WHO_AM_I, "POST", Map.of("apiVersion", "authentication.k8s.io/v1", "kind", "SelfSubjectReview"));
            Map<?, ?> review = client.getKubernetesSerialization().unmarshal(answer, Map.class);
            return review.get("status") instanceof Map<?, ?> status
                            && status.get("userInfo") instanceof Map<?, ?> user
                            && user.get("username") instanceof String name
                    ? Optional.of(new Caller(name, groups(user.get("groups"))))
                    : Optional.empty();
        } catch (KubernetesClientException | NullPointerException e) {
            return Optional.empty(); // an older API server, or one that keeps it to itself
        }
    }

    private static Set<String> groups(Object groups) {
        return groups instanceof List<?> list
                ? list.stream().map(String::valueOf).collect(Collectors.toSet())
                : Set.of();
    }

    /** Of the namespace, or of all that there are. */
    List<PipelineRun> runs(boolean everywhere) throws Refused {
        return asked(() -> everywhere
                ? client.resources(PipelineRun.class).inAnyNamespace().list().getItems()
                : client.resources(PipelineRun.class)
                        .inNamespace(namespace)
                        .list()
                        .getItems());
    }

    PipelineRun run(String name) throws Refused {
        PipelineRun run = ObjectName.isOne(name) ? asked(() -> resource(name).get()) : null;
        if (run == null) {
            List<String> names = runs(false).stream()
                    .map(other -> other.getMetadata().getName())
                    .toList();
            throw new Refused("no run \"" + name + "\" in namespace " + namespace + Nearest.hint(name, names)
                    + "; kubectl get pipelineruns -n " + namespace + " shows those there are");
        }
        return run;
    }

    /** Those of the namespace. */
    List<Pipeline> pipelines() throws Refused {
        return asked(() ->
                client.resources(Pipeline.class).inNamespace(namespace).list().getItems());
    }

    Optional<Pipeline> pipeline(String name) throws Refused {
        if (!ObjectName.isOne(name)) {
            return Optional.empty();
        }
        return asked(() -> Optional.ofNullable(client.resources(Pipeline.class)
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
        return asked(() -> client.resources(kind).inNamespace(namespace).list().getItems());
    }

    /** Of the whole cluster. */
    <T extends HasMetadata> List<T> listAll(Class<T> kind) throws Refused {
        return asked(() -> client.resources(kind).list().getItems());
    }

    String version() throws Refused {
        return asked(
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
        return asked(() -> client.hasApiGroup(group, true));
    }

    /** Whether the caller may, as the API server says (SelfSubjectAccessReview). */
    boolean may(String verb, String group, String resource) throws Refused {
        SelfSubjectAccessReview review = new SelfSubjectAccessReviewBuilder()
                .withNewSpec()
                .withNewResourceAttributes()
                .withNamespace(namespace)
                .withVerb(verb)
                .withGroup(group)
                .withResource(resource)
                .endResourceAttributes()
                .endSpec()
                .build();
        return asked(() -> client.authorization()
                .v1()
                .selfSubjectAccessReview()
                .create(review)
                .getStatus()
                .getAllowed());
    }

    List<Pod> pods(Map<String, String> labels) throws Refused {
        return asked(() ->
                client.pods().inNamespace(namespace).withLabels(labels).list().getItems());
    }

    Watch watchPods(Map<String, String> labels, Watcher<Pod> watcher) throws Refused {
        return asked(
                () -> client.pods().inNamespace(namespace).withLabels(labels).watch(watcher));
    }

    ContainerResource container(String pod, String name) {
        return client.pods().inNamespace(namespace).withName(pod).inContainer(name);
    }

    PipelineRun create(PipelineRun run) throws Refused {
        ObjectMeta metadata = run.getMetadata();
        metadata.setNamespace(namespace);
        return asked(() -> client.resource(run).inNamespace(namespace).create());
    }

    /** Whether it was written: not where the run has changed since it was read. */
    boolean annotate(PipelineRun run, String key, String value) throws Refused {
        Map<String, Object> patch = Map.of(
                "metadata",
                Map.of("resourceVersion", run.getMetadata().getResourceVersion(), "annotations", Map.of(key, value)));
        return asked(() -> {
            try {
                resource(run.getMetadata().getName())
                        .patch(
                                PatchContext.of(PatchType.JSON_MERGE),
                                client.getKubernetesSerialization().asJson(patch));
                return true;
            } catch (KubernetesClientException e) {
                if (e.getCode() == CONFLICT) {
                    return false;
                }
                throw e;
            }
        });
    }

    /**
     * Writes and takes away annotations, whatever else of the run changes meanwhile.
     *
     * @param annotations null: to be taken away
     */
    void annotate(String run, Map<String, String> annotations) throws Refused {
        Map<String, Object> patch = Map.of("metadata", Map.of("annotations", annotations));
        try {
            resource(run)
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            client.getKubernetesSerialization().asJson(patch));
        } catch (KubernetesClientException e) {
            throw new Refused(e.getCode() == NOT_FOUND ? "run " + run + " was deleted meanwhile" : said(e));
        }
    }

    /** What the run was planned from; absent where the caller may not read that, or it is gone. */
    Optional<Plan> plan(PipelineRun run) {
        return new PlanOfRun(client).of(run);
    }

    /** Messages of Events of this kind about the run; none where the caller may not read them. */
    List<String> events(PipelineRun run, String reason) {
        try {
            return client
                    .v1()
                    .events()
                    .inNamespace(namespace)
                    .withField("involvedObject.uid", run.getMetadata().getUid())
                    .withField("reason", reason)
                    .list()
                    .getItems()
                    .stream()
                    .map(Event::getMessage)
                    .toList();
        } catch (KubernetesClientException e) {
            return List.of();
        }
    }

    /** The run once it is as wanted; absent where it is not in that time. */
    Optional<PipelineRun> await(String name, Predicate<PipelineRun> wanted, Duration patience) throws Refused {
        return asked(() -> {
            try {
                return Optional.of(await(name, wanted, patience.toMillis()));
            } catch (KubernetesClientTimeoutException e) {
                return Optional.empty();
            }
        });
    }

    /** The run once it is as wanted; what is awaited may take days, as a gate does. */
    PipelineRun await(String name, Predicate<PipelineRun> wanted) throws Refused {
        return asked(() -> await(name, wanted, LONGEST.toMillis()));
    }

    private PipelineRun await(String name, Predicate<PipelineRun> wanted, long milliseconds) throws Refused {
        PipelineRun run = resource(name)
                .waitUntilCondition(found -> found == null || wanted.test(found), milliseconds, TimeUnit.MILLISECONDS);
        if (run == null) {
            throw new Refused("run " + name + " was deleted meanwhile");
        }
        return run;
    }

    private Resource<PipelineRun> resource(String name) {
        return client.resources(PipelineRun.class).inNamespace(namespace).withName(name);
    }

    private <T> T asked(Question<T> question) throws Refused {
        try {
            return question.ask();
        } catch (KubernetesClientTimeoutException e) {
            throw new Refused("it takes too long; it goes on in the cluster all the same");
        } catch (KubernetesClientException e) {
            throw new Refused(said(e));
        }
    }

    private String said(KubernetesClientException e) {
        if (e.getCode() == NOT_FOUND) {
            return "the cluster knows no PipelineRuns: is Sluice installed there?";
        }
        if (e.getStatus() != null && e.getStatus().getMessage() != null) {
            return RefusalText.of(e.getCode(), e.getStatus().getMessage());
        }
        if (client.getConfiguration().getContexts().isEmpty()) {
            return "no kubeconfig names a cluster: set KUBECONFIG, or give --kubeconfig";
        }
        Throwable cause = e;
        while (cause.getCause() != null && !(cause instanceof IOException)) {
            cause = cause.getCause();
        }
        String reason = cause.getMessage() == null
                ? "it does not answer (" + cause.getClass().getSimpleName() + ")"
                : cause.getMessage();
        return "the cluster at " + client.getMasterUrl() + " can't be asked: " + reason;
    }

    @Override
    public void close() {
        client.close();
    }
}
