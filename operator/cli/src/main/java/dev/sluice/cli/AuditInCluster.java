package dev.sluice.cli;

import dev.sluice.api.v1alpha1.Decision;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.kubernetes.ask.AuditQuestion;
import dev.sluice.kubernetes.ask.CallersCluster;
import dev.sluice.kubernetes.ask.Refused;
import dev.sluice.kubernetes.gate.GateAudit;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;

/** The part of the command that knows the cluster's records: loaded where it is asked for, and not before. */
final class AuditInCluster {

    private AuditInCluster() {}

    static int of(ApprovalsAuditCommand command) throws IOException {
        List<GateAudit> audits = audits(command);
        PrintStream out = Terminal.stream(Terminal.OUT);
        audits.forEach(audit -> tell(audit, out));
        if (audits.isEmpty()) {
            out.println("nobody was asked anything");
        }
        return audits.stream().allMatch(audit -> audit.faults().isEmpty()) ? Exit.SUCCEEDED : Exit.FAILED;
    }

    private static List<GateAudit> audits(ApprovalsAuditCommand command) throws IOException {
        try {
            if (command.file.isPresent()) {
                return AuditQuestion.of(Files.readString(command.file.get()));
            }
            try (CallersCluster cluster = new CallersCluster(command.namespace, command.context, command.kubeconfig)) {
                return AuditQuestion.ask(cluster, command.run.orElseThrow());
            }
        } catch (NoSuchFileException e) {
            throw new UserError("sluice: there is no file " + command.file.orElseThrow());
        } catch (Refused e) {
            String where = command.file.map(file -> file + " ").orElse("");
            throw new UserError("sluice: " + where + e.getMessage());
        }
    }

    private static void tell(GateAudit audit, PrintStream out) {
        GateStatus gate = audit.gate();
        String asked = gate.digest() == null ? "" : "  " + gate.digest();
        out.println(gate.name() + "  " + word(gate.state()) + "  since " + gate.openedTime() + asked);
        List<Decision> decisions = gate.decisions() == null ? List.of() : gate.decisions();
        for (int i = 0; i < decisions.size(); i++) {
            out.println("  " + (i + 1) + "  " + line(decisions.get(i)));
        }
        audit.faults().forEach(fault -> out.println("  FAULT  " + fault));
        if (audit.faults().isEmpty()) {
            out.println("  holds together: " + decisions.size() + (decisions.size() == 1 ? " decision" : " decisions"));
        }
    }

    private static String line(Decision decision) {
        return decision.time() + "  " + decision.person() + "  " + word(decision.verdict())
                + (decision.to() == null ? "" : " to " + decision.to())
                + (decision.until() == null ? "" : " until " + decision.until())
                + (decision.comment() == null ? "" : "  \"" + visible(decision.comment()) + "\"")
                + (decision.voided() == null ? "" : "  (void: " + decision.voided() + ")");
    }

    /** A terminal takes what can't be seen for commands, and a comment could hide what is on record. */
    private static String visible(String comment) {
        return comment.replaceAll("[\\p{Cntrl}\\p{Cf}]", "?");
    }

    private static String word(Enum<?> constant) {
        String name = constant.name();
        return name.charAt(0) + name.substring(1).toLowerCase(java.util.Locale.ROOT);
    }
}
