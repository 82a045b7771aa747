package dev.sluice.kubernetes.ask;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.KubernetesClientTimeoutException;
import java.io.IOException;

/** Asks the API server for somebody, and says to them in their words why it did not do it. */
record Inquiry(KubernetesClient client) {

    private static final int NOT_FOUND = 404;

    interface Question<T> {
        T ask() throws Refused;
    }

    <T> T ask(Question<T> question) throws Refused {
        try {
            return question.ask();
        } catch (KubernetesClientTimeoutException e) {
            throw new Refused("it takes too long; it goes on in the cluster all the same");
        } catch (KubernetesClientException e) {
            throw new Refused(said(e));
        }
    }

    String said(KubernetesClientException e) {
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
}
