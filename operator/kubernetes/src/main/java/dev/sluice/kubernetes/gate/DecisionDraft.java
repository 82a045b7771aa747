package dev.sluice.kubernetes.gate;

import dev.sluice.api.v1alpha1.Condition;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.core.check.Answers;
import dev.sluice.core.model.GateStep;
import dev.sluice.core.schedule.Assurance;
import dev.sluice.core.schedule.GateRecord.Vote;
import dev.sluice.kubernetes.guard.PolicyGuards;
import dev.sluice.kubernetes.report.Conditions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A decision as it is to be written on a run, in the caller's name and of what the gate asks about now; or all that stands against it, as
 * far as can be known before the API server and the operator judge it.
 *
 * @param key of its annotation: no other decision has it
 * @param annotations to be written; null: to be taken away, which is what the same person had said and nobody has taken up yet
 */
public record DecisionDraft(String key, Map<String, String> annotations, List<String> problems) {

    /**
     * @param token what tells its key from those of others: letters, digits and dashes
     * @param now judges what time has ended
     */
    public static DecisionDraft of(AskedGate gate, Saying saying, Caller caller, String token, Instant now) {
        String suffix = gate.status().name() + "." + token;
        String key = saying.kind().request.prefix + suffix;
        Optional<String> digest = Optional.ofNullable(gate.status().digest());
        List<String> problems = closed(gate);
        if (problems.isEmpty()) {
            problems = problems(gate, saying, caller, digest, now);
        }
        Map<String, String> annotations = new LinkedHashMap<>();
        if (problems.isEmpty()) {
            saidBefore(gate, caller).forEach(own -> annotations.put(own, null));
            annotations.put(key, saying.text(caller.name(), digest));
            answers(gate, saying).ifPresent(text -> annotations.put(GateRequest.Kind.ANSWER.prefix + suffix, text));
        }
        return new DecisionDraft(key, annotations, problems);
    }

    /** Nobody can decide there, whoever it is. */
    private static List<String> closed(AskedGate gate) {
        GateStatus status = gate.status();
        if (status.state() == GateStatus.GateState.WITHDRAWN) {
            return List.of("nobody is asked at " + status.name() + " any longer: the run was halted or has ended");
        }
        if (status.state() != GateStatus.GateState.WAITING) {
            return List.of(status.name() + " is decided: " + verdict(gate));
        }
        return unverified(gate)
                .map(why -> List.of("nobody can decide now: " + why))
                .orElse(List.of());
    }

    private static String verdict(AskedGate gate) {
        return gate.status().state().name().toLowerCase(Locale.ROOT)
                + gate.record()
                        .verdict()
                        .map(verdict -> (verdict.by().isEmpty() ? "" : " by " + verdict.by())
                                + (verdict.comment().isEmpty() ? "" : ": " + verdict.comment()))
                        .orElse("");
    }

    private static Optional<String> unverified(AskedGate gate) {
        List<Condition> conditions = gate.run().getStatus().conditions();
        return conditions == null
                ? Optional.empty()
                : conditions.stream()
                        .filter(condition -> condition.type().equals(Conditions.APPROVALS_VERIFIED)
                                && condition.status() == Condition.Status.FALSE
                                && !condition.reason().equals(PolicyGuards.UNVERIFIED_ALLOWED))
                        .map(Condition::message)
                        .findFirst();
    }

    private static List<String> problems(
            AskedGate gate, Saying saying, Caller caller, Optional<String> digest, Instant now) {
        List<String> problems = new ArrayList<>();
        gate.stranger(caller, now).or(() -> fault(gate, saying, caller, now)).ifPresent(problems::add);
        if (saying.kind() == Saying.Kind.APPROVE) {
            gate.step()
                    .ifPresent(step ->
                            problems.addAll(Answers.of(step, saying.answers()).problems()));
        }
        int bytes = saying.text(caller.name(), digest).getBytes(StandardCharsets.UTF_8).length;
        if (bytes > GateRequest.MOST_BYTES) {
            problems.add("a comment here has at most %,d bytes, and this one has %,d"
                    .formatted(GateRequest.MOST_BYTES - bytes + saying.commentBytes(), saying.commentBytes()));
        }
        if (saying.to()
                .filter(to -> to.isEmpty() || to.contains(";") || to.chars().anyMatch(Character::isWhitespace))
                .isPresent()) {
            problems.add("\"" + saying.to().get() + "\" is no name that a decision can be given to");
        }
        return problems;
    }

    /** As the operator would judge it, from what is known here. */
    private static Optional<String> fault(AskedGate gate, Saying saying, Caller caller, Instant now) {
        GateStep step = gate.step()
                .orElseGet(() -> new GateStep(
                        gate.status().name(),
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        "",
                        List.of(),
                        gate.approval(),
                        Optional.empty()));
        Assurance assurance = gate.startedBy().map(Assurance.NONE::startedBy).orElse(Assurance.NONE);
        Vote vote = saying.kind() == Saying.Kind.DELEGATE
                ? Vote.delegation(caller.name(), saying.to().orElse(""), saying.until(), saying.comment(), now)
                : new Vote(caller.name(), saying.kind() == Saying.Kind.APPROVE, saying.comment(), now);
        return new GateRights(step, gate.record(), assurance, now).fault(vote, gate.record());
    }

    /** What is said last is what counts. */
    private static List<String> saidBefore(AskedGate gate, Caller caller) {
        List<String> keys = new ArrayList<>();
        for (GateRequest request : GateRequest.of(gate.run().getMetadata().getAnnotations())) {
            boolean own = request.kind() != GateRequest.Kind.ANSWER
                    && request.gate().equals(gate.status().name())
                    && request.said() != null
                    && request.said().person().equals(caller.name());
            if (own) {
                keys.add(request.key());
                if (request.kind() == GateRequest.Kind.APPROVE) {
                    keys.add(GateRequest.Kind.ANSWER.prefix + request.suffix());
                }
            }
        }
        return keys;
    }

    private static Optional<String> answers(AskedGate gate, Saying saying) {
        return saying.answers().isEmpty() ? Optional.empty() : Optional.of(AnswerText.write(saying.answers()));
    }
}
