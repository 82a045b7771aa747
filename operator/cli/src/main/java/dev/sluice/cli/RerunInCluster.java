package dev.sluice.cli;

import dev.sluice.core.model.Rerun;
import dev.sluice.kubernetes.ask.CallersCluster;
import dev.sluice.kubernetes.ask.Refused;
import dev.sluice.kubernetes.ask.RerunQuestion;
import java.io.PrintStream;

/** The part of the command that knows the cluster: loaded where it is asked for, and not before. */
final class RerunInCluster {

    private RerunInCluster() {}

    static int make(ClusterOptions options, Rerun rerun) {
        PrintStream out = Terminal.stream(Terminal.OUT);
        try (CallersCluster cluster = new CallersCluster(options.namespace, options.context, options.kubeconfig)) {
            RerunQuestion question = new RerunQuestion(cluster);
            String run = question.make(rerun);
            RunAsked asked = RunAsked.again(run, cluster.namespace(), rerun.run());
            if (!options.json) {
                out.println(run); // alone on its line, for scripts
            }
            if (!options.wait) {
                if (options.json) {
                    out.println(asked.json());
                }
                return Exit.SUCCEEDED;
            }
            RerunQuestion.Ended ended = question.await(run);
            out.println(
                    options.json
                            ? asked.ended(ended.word(), ended.message()).json()
                            : ended.word() + (ended.message().isEmpty() ? "" : ": " + ended.message()));
            return exit(ended);
        } catch (Refused e) {
            throw new UserError("sluice: " + e.getMessage());
        }
    }

    private static int exit(RerunQuestion.Ended ended) {
        return switch (ended.word()) {
            case "Succeeded" -> ended.degraded() ? Exit.DEGRADED : Exit.SUCCEEDED;
            case "Partial" -> Exit.DEGRADED;
            case "Cancelled" -> Exit.CANCELLED;
            default -> Exit.FAILED;
        };
    }
}
