package dev.sluice.cli;

import dev.sluice.kubernetes.ask.CallersCluster;
import dev.sluice.kubernetes.ask.LogsQuestion;
import dev.sluice.kubernetes.ask.Refused;

/** The part of the command that knows the cluster: loaded where it is asked for, and not before. */
final class LogsInCluster {

    private LogsInCluster() {}

    static int tell(LogsCommand command, LogLines lines) throws InterruptedException {
        String run = command.run.orElseThrow(() ->
                new UserError("sluice: name the run; sluice list --runs with -n NAMESPACE shows those there are"));
        ClusterPlace place = command.place;
        try (CallersCluster cluster = new CallersCluster(place.namespace, place.context, place.kubeconfig)) {
            LogsQuestion question = new LogsQuestion(
                    cluster, run, command.stage, command.job, (step, job, line) -> lines.line(run, step, job, line));
            if (command.follow) {
                question.follow(command.tail);
            } else {
                question.tell(command.tail);
            }
            return Exit.SUCCEEDED;
        } catch (Refused e) {
            throw new UserError("sluice: " + e.getMessage());
        }
    }
}
