package dev.sluice.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.URL;

/** The operator could not begin, through no fault of its own. Whoever starts it tries again; one line says what was met. */
public final class CannotStart extends RuntimeException {

    private static final long serialVersionUID = 1;

    private static final int NOT_FOUND = 404;

    private CannotStart(String message, Throwable cause) {
        super(message, cause);
    }

    static CannotStart because(URL apiServer, Throwable e) {
        return new CannotStart("can't start with the API server at " + apiServer + ": " + reason(e), e);
    }

    private static String reason(Throwable e) {
        if (e instanceof KubernetesClientException refused && refused.getCode() == NOT_FOUND) {
            return "it does not know pipelines.sluice.dev; apply the CRDs first (they come with the chart)";
        }
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof IOException) {
                return t.getMessage() == null
                        ? "it does not answer (" + t.getClass().getSimpleName() + ")"
                        : t.getMessage();
            }
        }
        return e.getMessage();
    }
}
