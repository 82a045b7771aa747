package dev.sluice.kubernetes.source;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.kubernetes.guard.Policies;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicy;
import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingAdmissionPolicyBinding;
import io.javaoperatorsdk.operator.api.config.informer.FieldSelectorBuilder;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** The admission policy that guards gates and its binding: these two objects alone are watched, and wake runs that wait for people. */
final class PolicySources implements Policies {

    private final InformerEventSource<ValidatingAdmissionPolicy, PipelineRun> policies;
    private final InformerEventSource<ValidatingAdmissionPolicyBinding, PipelineRun> bindings;

    PolicySources(String name, EventSourceContext<PipelineRun> context, Supplier<Set<ResourceID>> concerned) {
        policies = source(ValidatingAdmissionPolicy.class, name, context, concerned);
        bindings = source(ValidatingAdmissionPolicyBinding.class, name, context, concerned);
    }

    Stream<EventSource<?, PipelineRun>> all() {
        return Stream.of(policies, bindings);
    }

    @Override
    public Optional<ValidatingAdmissionPolicy> policy(String name) {
        return policies.get(new ResourceID(name));
    }

    @Override
    public Optional<ValidatingAdmissionPolicyBinding> binding(String name) {
        return bindings.get(new ResourceID(name));
    }

    private static <R extends HasMetadata> InformerEventSource<R, PipelineRun> source(
            Class<R> type, String name, EventSourceContext<PipelineRun> context, Supplier<Set<ResourceID>> concerned) {
        return new InformerEventSource<>(
                InformerEventSourceConfiguration.from(type, PipelineRun.class)
                        .withWatchAllNamespaces()
                        .withFieldSelector(new FieldSelectorBuilder()
                                .withField("metadata.name", name)
                                .build())
                        .withSecondaryToPrimaryMapper(object -> concerned.get())
                        .withPrimaryToSecondaryMapper((PipelineRun run) -> Set.of())
                        .build(),
                context);
    }
}
