package dev.sluice.kubernetes.observe;

import dev.sluice.core.schedule.Failure;
import dev.sluice.kubernetes.pod.Checkout;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Why a checkout failed, in git's own last words. What is not there is final; all else is the network's or the server's doing, and no fault of
 * the step that waits for it.
 */
final class CheckoutFailure {

    /** Said after every failure of ssh, and no cause. */
    private static final Set<String> BOILERPLATE = Set.of(
            "Please make sure you have the correct access rights", "and the repository exists.", "exit status 128");

    private static final String NO_CAUSE = "fatal: Could not read from remote repository.";

    private static final Pattern REDIRECT = Pattern.compile("The requested URL returned error: 30[12378]$");

    private CheckoutFailure() {}

    static Failure of(ContainerStateTerminated end) {
        Failure.Kind kind =
                end.getExitCode() == Checkout.NEVER ? Failure.Kind.UNSTARTABLE : Failure.Kind.INFRASTRUCTURE;
        return Failure.of(kind, "checkout failed: " + why(end));
    }

    private static String why(ContainerStateTerminated end) {
        if ("OOMKilled".equals(end.getReason())) {
            return "out of memory";
        }
        List<String> lines = (end.getMessage() == null ? "" : end.getMessage())
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !BOILERPLATE.contains(line))
                .toList();
        if (lines.isEmpty()) {
            return "exit code " + end.getExitCode();
        }
        String last = lines.get(lines.size() - 1);
        boolean before = last.equals(NO_CAUSE) && lines.size() > 1;
        String said = before ? lines.get(lines.size() - 2) : last;
        return PodFailure.shown(said)
                + (REDIRECT.matcher(said).find()
                        ? ": the server redirects, and with a Secret no redirect is followed: write the URL it redirects to"
                        : "");
    }
}
