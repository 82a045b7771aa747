package dev.sluice.kubernetes.gate;

import dev.sluice.core.model.GateStep;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.GateRecord;
import dev.sluice.core.schedule.GateReport;
import dev.sluice.core.text.Nearest;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** At which gates of a run somebody is asked. */
final class OpenGates {

    private final Plan plan;
    private final Map<String, GateReport> reports = new HashMap<>();
    private final Map<String, GateRecord> records;

    /** @param records what is on record of gates: nobody was asked at one that is not among them */
    OpenGates(Plan plan, List<GateReport> reports, Map<String, GateRecord> records) {
        this.plan = plan;
        this.records = records;
        reports.forEach(gate -> this.reports.put(gate.name(), gate));
    }

    /** Why nobody is asked at this gate; absent: somebody is. */
    Optional<String> closed(GateRequest request) {
        String name = request.gate();
        if (plan.gate(name).isEmpty()) {
            List<String> names = plan.gates().stream().map(GateStep::gate).toList();
            return Optional.of("the run has no gate \"" + name + "\"" + Nearest.hint(name, names));
        }
        GateReport gate = reports.get(name);
        if (gate == null || !records.containsKey(name)) {
            return Optional.of(name + " does not wait for anybody yet; say it again once the run waits there");
        }
        return switch (gate.state()) {
            case WAITING -> Optional.empty();
            case APPROVED, REJECTED ->
                stopsIt(request, gate)
                        ? Optional.empty()
                        : Optional.of(
                                name + " is decided: " + gate.state().name().toLowerCase(Locale.ROOT)
                                        + gate.record()
                                                .verdict()
                                                .map(v -> v.by().isEmpty() ? ", " + v.comment() : " by " + v.by())
                                                .orElse(""));
            case WITHDRAWN -> Optional.of("nobody is asked at " + name + " any longer");
        };
    }

    /** Time alone is about to let it on, and that is not on record yet: a no that is there still counts. */
    private boolean stopsIt(GateRequest request, GateReport gate) {
        return request.kind() == GateRequest.Kind.REJECT
                && gate.state() == GateReport.State.APPROVED
                && records.get(request.gate()).verdict().isEmpty();
    }
}
