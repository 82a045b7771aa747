package dev.sluice.cli;

import dev.sluice.api.v1alpha1.Decision;
import dev.sluice.api.v1alpha1.GateStatus;
import dev.sluice.core.dialect.Source;
import dev.sluice.kubernetes.ask.AuditQuestion;
import dev.sluice.kubernetes.ask.CallersCluster;
import dev.sluice.kubernetes.ask.Refused;
import dev.sluice.kubernetes.gate.GateAudit;
import dev.sluice.local.LocalFailure;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** The part of the command that knows the cluster's records: loaded where it is asked for, and not before. */
final class AuditInCluster {

    private AuditInCluster() {}

    static int of(ApprovalAuditCommand command) {
        List<GateAudit> audits = audits(command);
        PrintStream out = Terminal.stream(Terminal.OUT);
        if (command.json) {
            AskedJsonInCluster.print(
                    out,
                    json -> json.list(audits.stream().map(AuditInCluster::json).toList()));
        } else {
            audits.forEach(audit -> tell(audit, out));
        }
        if (audits.isEmpty() && !command.json) {
            out.println("nobody was asked anything");
        }
        return audits.stream().allMatch(audit -> audit.faults().isEmpty()) ? Exit.SUCCEEDED : Exit.FAILED;
    }

    private static List<GateAudit> audits(ApprovalAuditCommand command) {
        try {
            if (command.file.isPresent()) {
                return AuditQuestion.of(text(command.file.get()));
            }
            try (CallersCluster cluster = new CallersCluster(
                    command.cluster.namespace, command.cluster.context, command.cluster.kubeconfig)) {
                return AuditQuestion.ask(cluster, command.run.orElseThrow());
            }
        } catch (NoSuchFileException e) {
            throw new UserError("sluice: there is no file " + command.file.orElseThrow());
        } catch (IOException e) {
            throw new UserError("sluice: " + command.file.orElseThrow() + ": " + LocalFailure.reason(e));
        } catch (Refused e) {
            String where = command.file.map(file -> file + " ").orElse("");
            throw new UserError("sluice: " + where + e.getMessage());
        }
    }

    private static String text(Path file) throws IOException {
        if (Files.isDirectory(file)) {
            throw new UserError("sluice: " + file + ": is a folder; name a file in it");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(Source.MOST_BYTES + 1);
            if (bytes.length > Source.MOST_BYTES) {
                throw new UserError("sluice: " + file + ": is larger than any PipelineRun");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static AskedJsonInCluster.Content json(GateAudit audit) {
        return json -> {
            GateStatus gate = audit.gate();
            json.text("gate", gate.name());
            json.text("state", DecisionTextInCluster.word(gate.state()));
            json.text("since", gate.openedTime());
            json.text("digest", gate.digest());
            json.flag("holdsTogether", audit.faults().isEmpty());
            json.texts("faults", audit.faults());
            json.decisions(gate.decisions() == null ? List.of() : gate.decisions());
        };
    }

    private static void tell(GateAudit audit, PrintStream out) {
        GateStatus gate = audit.gate();
        String asked = gate.digest() == null ? "" : "  " + gate.digest();
        out.println(
                gate.name() + "  " + DecisionTextInCluster.word(gate.state()) + "  since " + gate.openedTime() + asked);
        List<Decision> decisions = gate.decisions() == null ? List.of() : gate.decisions();
        for (int i = 0; i < decisions.size(); i++) {
            out.println("  " + (i + 1) + "  " + DecisionTextInCluster.line(decisions.get(i)));
        }
        audit.faults().forEach(fault -> out.println("  FAULT  " + fault));
        if (audit.faults().isEmpty()) {
            out.println("  holds together: " + decisions.size() + (decisions.size() == 1 ? " decision" : " decisions"));
        }
    }
}
