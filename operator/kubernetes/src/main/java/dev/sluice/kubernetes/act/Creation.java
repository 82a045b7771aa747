package dev.sluice.kubernetes.act;

import dev.sluice.core.schedule.Failure;
import dev.sluice.kubernetes.observe.PodIdentity;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Creating an object whose name is a function of what it is. That it exists already is success if this run controls it, made by an earlier
 * life of the operator; if anybody else does, it is an error that names it, and it is never believed.
 */
record Creation<T extends HasMetadata>(
        T object, String runUid, UnaryOperator<T> create, Supplier<Optional<T>> get, Consumer<T> created) {

    private static final int CONFLICT = 409;

    /** Why it was refused; empty where it is there now. */
    Optional<Refusal> run() {
        try {
            created.accept(create.apply(object));
            return Optional.empty();
        } catch (KubernetesClientException e) {
            if (e.getCode() == CONFLICT) {
                return existing(e);
            }
            Refusal refusal = Refusal.of(e);
            if (refusal instanceof Refusal.Broken) {
                throw e;
            }
            return Optional.of(refusal);
        }
    }

    private Optional<Refusal> existing(KubernetesClientException conflict) {
        T existing = get.get().orElseThrow(() -> conflict); // deleted since: try again
        if (!runUid.equals(PodIdentity.controller(existing))) {
            String message = "%s %s exists and is not this run's; delete it, then start a new run"
                    .formatted(existing.getKind(), existing.getMetadata().getName());
            return Optional.of(new Refusal.Never(Failure.of(Failure.Kind.UNSTARTABLE, message)));
        }
        created.accept(existing);
        return Optional.empty();
    }
}
