package dev.sluice.kubernetes.tell;

import dev.sluice.api.v1alpha1.Decision;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.kubernetes.tell.EventRecorder.Type;
import dev.sluice.kubernetes.tell.RunNews.News;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What happened at a run's gates: somebody is asked, somebody decided. */
final class GateNews {

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
        }
        return news;
    }

    static boolean isGate(PipelineRunStatus status, StepStatus step) {
        return gates(status).stream().anyMatch(gate -> gate.name().equals(step.name()));
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
        if (gate.decisions() == null || gate.decisions().isEmpty()) {
            return "";
        }
        Decision last = gate.decisions().get(gate.decisions().size() - 1);
        return " by " + last.person() + (last.comment() == null ? "" : ": " + last.comment());
    }

    private static List<GateStatus> gates(PipelineRunStatus status) {
        return status == null || status.gates() == null ? List.of() : status.gates();
    }
}
