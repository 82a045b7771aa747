package dev.sluice.kubernetes.ask;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.core.plan.Plan;
import dev.sluice.kubernetes.gate.AskedGate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where people are asked, and were: what has waited longest comes first. */
public final class ApprovalList {

    private ApprovalList() {}

    /**
     * @param pending those alone that wait
     * @param everywhere in all namespaces
     */
    public static List<AskedGate> ask(CallersCluster cluster, boolean pending, boolean everywhere) throws Refused {
        List<AskedGate> gates = new ArrayList<>();
        for (PipelineRun run : cluster.runs().all(everywhere)) {
            List<AskedGate> asked = AskedGate.of(run).stream()
                    .filter(gate -> gate.waits() || !pending)
                    .toList();
            Optional<Plan> plan =
                    asked.stream().anyMatch(AskedGate::waits) ? cluster.runs().plan(run) : Optional.empty();
            asked.forEach(gate ->
                    gates.add(gate.pinned(plan.flatMap(p -> p.gate(gate.status().name())))));
        }
        gates.sort(Comparator.comparing((AskedGate gate) -> gate.status().openedTime())
                .thenComparing(AskedGate::namespace)
                .thenComparing(AskedGate::runName));
        return gates;
    }
}
