package dev.sluice.kubernetes.tell;

import dev.sluice.api.v1alpha1.Decision;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.kubernetes.observe.RecordedGates;
import dev.sluice.kubernetes.tell.EventRecorder.Type;
import dev.sluice.kubernetes.tell.RunNews.News;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What happened at a run's gates: somebody is asked, somebody decided. */
final class GateNews {

    private static final int LONGEST_COMMENT = 600;

    private GateNews() {}

    static List<News> of(PipelineRunStatus before, PipelineRunStatus after) {
        List<News> news = new ArrayList<>();
        for (GateStatus gate : gates(after)) {
            Optional<GateStatus> known = gates(before).stream()
                    .filter(other -> other.name().equals(gate.name()))
                    .findFirst();
            if (!Objects.equals(known.map(GateStatus::state).orElse(null), gate.state())) {
                of(gate, after).ifPresent(news::add);
            }
            news.addAll(NoticeNews.of(
                    gate.name() + ": ", known.map(GateStatus::notified).orElse(null), gate.notified()));
            List<Decision> all = decisions(gate);
            int told = known.map(other -> decisions(other).size()).orElse(0);
            for (int i = Math.min(told, all.size()); i < all.size(); i++) {
                news.add(decided(gate, all.get(i)));
            }
        }
        return news;
    }

    /** What is told of the step is told of its gate: once that is passed, a step with an approval has news of its own. */
    static boolean isGate(PipelineRunStatus status, StepStatus step) {
        return gates(status).stream()
                .anyMatch(gate -> gate.name().equals(step.name()) && gate.state() != GateStatus.GateState.APPROVED);
    }

    /** With its hash: an Event that outlives the record shows whether the record's end was cut off. */
    private static News decided(GateStatus gate, Decision decision) {
        boolean voided = decision.verdict() == Decision.Verdict.VOID;
        String what =
                switch (decision.verdict()) {
                    case APPROVE -> decision.person() + " approves";
                    case REJECT -> decision.person() + " rejects";
                    case DELEGATE ->
                        decision.person() + " lets " + decision.to() + " decide"
                                + (decision.until() == null ? "" : " until " + decision.until());
                    case VOID -> "what was decided so far is void";
                };
        return new News(
                voided ? Type.WARNING : Type.NORMAL,
                voided ? "DecisionsVoid" : "Decided",
                gate.name() + ": " + what + (decision.comment() == null ? "" : ": " + line(decision.comment())) + " ("
                        + RecordedGates.hash(decision) + ")");
    }

    private static List<Decision> decisions(GateStatus gate) {
        return gate.decisions() == null ? List.of() : gate.decisions();
    }

    private static Optional<News> of(GateStatus gate, PipelineRunStatus status) {
        return switch (gate.state()) {
            case WAITING ->
                Optional.of(new News(Type.NORMAL, "WaitingApproval", gate.name() + " " + asked(gate, status)));
            case APPROVED -> Optional.of(new News(Type.NORMAL, "Approved", gate.name() + " approved" + who(gate)));
            case REJECTED -> Optional.of(new News(Type.WARNING, "Rejected", gate.name() + " rejected" + who(gate)));
            case WITHDRAWN -> Optional.empty();
        };
    }

    private static String asked(GateStatus gate, PipelineRunStatus status) {
        return status.steps().stream()
                .filter(step -> step.name().equals(gate.name()))
                .map(StepStatus::message)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse("waits for a person");
    }

    private static String who(GateStatus gate) {
        return RecordedGates.verdict(gate)
                .map(verdict -> (verdict.by().isEmpty() ? "" : " by " + verdict.by())
                        + (verdict.comment().isEmpty() ? "" : ": " + line(verdict.comment())))
                .orElse("");
    }

    /** A comment neither looks like an Event of its own, nor leaves no room for the hash behind it. */
    private static String line(String comment) {
        String line = comment.replaceAll("[\\p{Zl}\\p{Zp}\n\r]+", " ");
        return line.length() <= LONGEST_COMMENT ? line : line.substring(0, LONGEST_COMMENT) + "…";
    }

    private static List<GateStatus> gates(PipelineRunStatus status) {
        return status == null || status.gates() == null ? List.of() : status.gates();
    }
}
