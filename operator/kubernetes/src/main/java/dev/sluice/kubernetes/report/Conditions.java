package dev.sluice.kubernetes.report;

import dev.sluice.api.v1alpha1.Condition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Conditions in Kubernetes' form: the time of a transition stays while the status does. */
public final class Conditions {

    public static final String ACCEPTED = "Accepted";
    public static final String SUCCEEDED = "Succeeded";
    public static final String APPROVALS_VERIFIED = "ApprovalsVerified";

    static final int LONGEST_MESSAGE = 32_000;

    private Conditions() {}

    /** What a condition is to say; when it began to is found in the conditions before. */
    public record Said(String type, Condition.Status status, String reason, String message) {}

    public static List<Condition> of(List<Condition> before, long generation, Instant now, Said... said) {
        List<Condition> conditions = new ArrayList<>();
        for (Said one : said) {
            conditions.add(new Condition(
                    one.type(),
                    one.status(),
                    generation,
                    since(before, one, now),
                    one.reason(),
                    Text.cut(one.message(), LONGEST_MESSAGE)));
        }
        return List.copyOf(conditions);
    }

    static List<Condition> of(List<Condition> before, long generation, Instant now, List<Said> said) {
        return of(before, generation, now, said.toArray(Said[]::new));
    }

    private static Instant since(List<Condition> before, Said said, Instant now) {
        if (before != null) {
            for (Condition condition : before) {
                if (condition.type().equals(said.type()) && condition.status() == said.status()) {
                    return condition.lastTransitionTime();
                }
            }
        }
        return now;
    }
}
