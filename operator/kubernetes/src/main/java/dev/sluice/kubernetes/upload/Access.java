package dev.sluice.kubernetes.upload;

import io.fabric8.kubernetes.api.model.PodTemplate;
import java.util.Optional;

/** What only uploads over HTTP ask of the API server. */
public interface Access {

    /** Absent where the token is none, is for another audience, has expired, or its Pod is gone; or is no Pod's. */
    Optional<Caller> caller(String token);

    Optional<PodTemplate> agent(String namespace, String name);
}
