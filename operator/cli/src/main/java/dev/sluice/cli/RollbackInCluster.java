package dev.sluice.cli;

import dev.sluice.kubernetes.ask.CallersCluster;
import dev.sluice.kubernetes.ask.Refused;
import dev.sluice.kubernetes.ask.RollbackQuestion;
import java.io.PrintStream;

/** The part of the command that knows the cluster: loaded where it is asked for, and not before. */
final class RollbackInCluster {

    private RollbackInCluster() {}

    static int ask(ClusterOptions options, String run, String to) {
        PrintStream out = Terminal.stream(Terminal.OUT);
        try (CallersCluster cluster = new CallersCluster(options.namespace, options.context, options.kubeconfig)) {
            RollbackQuestion question = new RollbackQuestion(cluster, run, to);
            RollbackQuestion.Asked asked = question.ask();
            RunAsked told = RunAsked.back(run, cluster.namespace(), to, asked.by());
            if (!options.wait) {
                String next = "kubectl get pipelinerun %s -n %s -o jsonpath='{.status.rollbacks}'"
                        .formatted(run, cluster.namespace());
                out.println(
                        options.json ? told.json() : "asked for by " + asked.by() + "; what becomes of it: " + next);
                return Exit.SUCCEEDED;
            }
            RollbackQuestion.Answer answer = question.await(asked);
            out.println(
                    options.json
                            ? told.ended(answer.word(), answer.message()).json()
                            : answer.word() + ": " + answer.message());
            return exit(answer.word());
        } catch (Refused e) {
            throw new UserError("sluice: " + e.getMessage());
        }
    }

    private static int exit(String state) {
        return switch (state) {
            case "Succeeded" -> Exit.SUCCEEDED;
            case "Cancelled" -> Exit.CANCELLED;
            default -> Exit.FAILED;
        };
    }
}
