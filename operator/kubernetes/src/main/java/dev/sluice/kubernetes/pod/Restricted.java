package dev.sluice.kubernetes.pod;

import io.fabric8.kubernetes.api.model.CapabilitiesBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SeccompProfileBuilder;
import io.fabric8.kubernetes.api.model.SecurityContext;
import java.util.List;

/**
 * Fills in what the restricted Pod Security Standard asks for, wherever an administrator's template says nothing. Who the processes are
 * (user, group, root or not) is one thing: a template that says any of it says all of it.
 */
final class Restricted {

    private static final long USER = 65532;

    private Restricted() {}

    static void fill(PodSpec pod) {
        PodSecurityContext security =
                pod.getSecurityContext() == null ? new PodSecurityContext() : pod.getSecurityContext();
        pod.setSecurityContext(security);
        if (!saysWho(pod)) {
            security.setRunAsNonRoot(true);
            security.setRunAsUser(USER);
            security.setRunAsGroup(USER);
        }
        if (security.getFsGroup() == null) {
            security.setFsGroup(USER);
        }
        if (security.getSeccompProfile() == null) {
            security.setSeccompProfile(
                    new SeccompProfileBuilder().withType("RuntimeDefault").build());
        }
        if (pod.getAutomountServiceAccountToken() == null && pod.getServiceAccountName() == null) {
            pod.setAutomountServiceAccountToken(false);
        }
        pod.getInitContainers().forEach(Restricted::fill);
        pod.getContainers().forEach(Restricted::fill);
    }

    private static void fill(Container container) {
        SecurityContext security =
                container.getSecurityContext() == null ? new SecurityContext() : container.getSecurityContext();
        container.setSecurityContext(security);
        if (Boolean.TRUE.equals(security.getPrivileged())) {
            return; // the API server refuses a privileged container that may not escalate
        }
        if (security.getAllowPrivilegeEscalation() == null) {
            security.setAllowPrivilegeEscalation(false);
        }
        if (security.getCapabilities() == null) {
            security.setCapabilities(
                    new CapabilitiesBuilder().withDrop(List.of("ALL")).build());
        }
    }

    private static boolean saysWho(PodSpec pod) {
        PodSecurityContext security = pod.getSecurityContext();
        return security.getRunAsUser() != null
                || security.getRunAsNonRoot() != null
                || security.getRunAsGroup() != null
                || pod.getContainers().stream()
                        .map(Container::getSecurityContext)
                        .anyMatch(s -> s != null && (s.getRunAsUser() != null || s.getRunAsNonRoot() != null));
    }
}
