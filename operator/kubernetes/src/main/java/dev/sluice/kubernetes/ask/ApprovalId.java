package dev.sluice.kubernetes.ask;

import dev.sluice.kubernetes.gate.AskedGate;
import java.util.Optional;

/**
 * What people call an approval: {@code RUN/GATE}, or {@code NAMESPACE/RUN/GATE}.
 *
 * @param namespace absent: that of the caller
 */
public record ApprovalId(Optional<String> namespace, String run, String gate) {

    public static ApprovalId of(AskedGate gate, boolean withNamespace) {
        return new ApprovalId(
                Optional.of(gate.namespace()).filter(n -> withNamespace),
                gate.runName(),
                gate.status().name());
    }

    public static ApprovalId parse(String text) throws Refused {
        String[] parts = text.split("/", -1);
        boolean filled = true;
        for (String part : parts) {
            filled &= !part.isBlank();
        }
        if (!filled || parts.length < 2 || parts.length > 3) {
            throw new Refused("\"" + text + "\" is no approval: write RUN/GATE, as sluice approval list shows it");
        }
        int last = parts.length - 1;
        return new ApprovalId(last == 2 ? Optional.of(parts[0]) : Optional.empty(), parts[last - 1], parts[last]);
    }

    @Override
    public String toString() {
        return namespace.map(n -> n + "/").orElse("") + run + "/" + gate;
    }
}
