package dev.sluice.kubernetes.ask;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.text.Nearest;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** The runs that the caller may see, and what they may ask of them. */
final class CallersRuns {

    private static final int CONFLICT = 409;
    private static final int NOT_FOUND = 404;
    private static final Duration LONGEST = Duration.ofDays(30);

    private final KubernetesClient client;
    private final String namespace;
    private final Inquiry inquiry;

    CallersRuns(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
        this.inquiry = new Inquiry(client);
    }

    /** Of the namespace, or of all that there are. */
    List<PipelineRun> all(boolean everywhere) throws Refused {
        return inquiry.ask(() -> everywhere
                ? client.resources(PipelineRun.class).inAnyNamespace().list().getItems()
                : client.resources(PipelineRun.class)
                        .inNamespace(namespace)
                        .list()
                        .getItems());
    }

    PipelineRun get(String name) throws Refused {
        PipelineRun run =
                ObjectName.isOne(name) ? inquiry.ask(() -> resource(name).get()) : null;
        if (run == null) {
            List<String> names = all(false).stream()
                    .map(other -> other.getMetadata().getName())
                    .toList();
            throw new Refused("no run \"" + name + "\" in namespace " + namespace + Nearest.hint(name, names)
                    + "; kubectl get pipelineruns -n " + namespace + " shows those there are");
        }
        return run;
    }

    PipelineRun create(PipelineRun run) throws Refused {
        ObjectMeta metadata = run.getMetadata();
        metadata.setNamespace(namespace);
        return inquiry.ask(() -> client.resource(run).inNamespace(namespace).create());
    }

    /** Whether it was written: not where the run has changed since it was read. */
    boolean annotate(PipelineRun run, String key, String value) throws Refused {
        Map<String, Object> patch = Map.of(
                "metadata",
                Map.of("resourceVersion", run.getMetadata().getResourceVersion(), "annotations", Map.of(key, value)));
        return inquiry.ask(() -> {
            try {
                patch(run.getMetadata().getName(), patch);
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
            patch(run, patch);
        } catch (KubernetesClientException e) {
            throw new Refused(e.getCode() == NOT_FOUND ? "run " + run + " was deleted meanwhile" : inquiry.said(e));
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
        return inquiry.ask(() -> {
            try {
                return Optional.of(await(name, wanted, patience.toMillis()));
            } catch (KubernetesClientTimeoutException e) {
                return Optional.empty();
            }
        });
    }

    /** The run once it is as wanted; what is awaited may take days, as a gate does. */
    PipelineRun await(String name, Predicate<PipelineRun> wanted) throws Refused {
        return inquiry.ask(() -> await(name, wanted, LONGEST.toMillis()));
    }

    private PipelineRun await(String name, Predicate<PipelineRun> wanted, long milliseconds) throws Refused {
        PipelineRun run = resource(name)
                .waitUntilCondition(found -> found == null || wanted.test(found), milliseconds, TimeUnit.MILLISECONDS);
        if (run == null) {
            throw new Refused("run " + name + " was deleted meanwhile");
        }
        return run;
    }

    private void patch(String run, Map<String, Object> patch) {
        resource(run)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        client.getKubernetesSerialization().asJson(patch));
    }

    private Resource<PipelineRun> resource(String name) {
        return client.resources(PipelineRun.class).inNamespace(namespace).withName(name);
    }
}
