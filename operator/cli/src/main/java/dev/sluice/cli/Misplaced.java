package dev.sluice.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What to do in place of an option that a command has not, where people have reason to look for it there. */
final class Misplaced {

    private static final Set<String> PLACES = Set.of("-n", "--namespace", "--cluster", "--context", "--kubeconfig");
    private static final Set<String> CHOICES = Set.of("--only", "--skip");
    private static final Set<String> HERE = Set.of("run", "run-stage", "plan", "describe");

    private Misplaced() {}

    /** @param command by its first name */
    static Optional<String> hint(String command, List<String> unknown) {
        List<String> names =
                unknown.stream().map(word -> word.replaceFirst("=.*", "")).toList();
        if (HERE.contains(command) && names.stream().anyMatch(PLACES::contains)) {
            return Optional.of("sluice " + command
                    + " is about a file here. In a cluster: sluice convert -f FILE | kubectl apply -f -"
                    + " stores its pipeline, and sluice run-pipeline --definition NAME -n NAMESPACE runs it.");
        }
        if (!HERE.contains(command) && names.stream().anyMatch(CHOICES::contains)) {
            return Optional.of("--only and --skip choose what a new run does on this machine (sluice run)."
                    + " Of a run there is, here or in a cluster: sluice rerun RUN --step STEP runs a step again and of the"
                    + " others only what it needs, --from STEP it and all after it.");
        }
        return Optional.empty();
    }
}
