package dev.sluice.cli;

import dev.sluice.core.text.Nearest;
import dev.sluice.local.FollowedRun;
import dev.sluice.local.LedgerRecord;
import dev.sluice.local.LocalFailure;
import dev.sluice.local.LocalRuns;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Logs of runs of this machine. */
final class LogsHere {

    private LogsHere() {}

    static int tell(LogsCommand command, LogLines lines) throws IOException, InterruptedException {
        Path here = Path.of("").toAbsolutePath();
        String run = LocalRuns.named(here, run(command, here));
        Optional<String> stage = command.stage.or(() -> command.run.filter(name -> isStage(here, run, name)));
        LedgerRecord record = ClusterPlace.orHint(() -> LedgerRecord.read(here, run));
        demand(run, "step", stage, record.steps());
        demand(run, "job", command.job, record.jobNames());
        FollowedRun followed = new FollowedRun(
                here,
                run,
                job -> stage.map(job.step()::equals).orElse(true)
                        && command.job.map(job.job()::equals).orElse(true),
                (job, line) -> lines.line(run, job.step(), job.job(), line));
        int most = command.tail.orElse(-1);
        if (command.follow) {
            followed.follow(most);
        } else {
            followed.tell(most);
        }
        if (followed.cutOff()) {
            Terminal.stream(Terminal.ERR)
                    .println("sluice: run " + run + " was cut off: its process is gone; go on with: sluice resume "
                            + run);
        }
        return Exit.SUCCEEDED;
    }

    /** What is no run may be a stage of the last one. */
    private static String run(LogsCommand command, Path here) {
        String name = command.run.orElse("latest");
        boolean known = name.equals("latest") || LocalRuns.names(here).contains(name);
        return known || command.stage.isPresent() || !isStage(here, "latest", name) ? name : "latest";
    }

    private static boolean isStage(Path here, String run, String name) {
        try {
            return LedgerRecord.read(here, LocalRuns.named(here, run)).steps().contains(name);
        } catch (LocalFailure e) {
            return false;
        }
    }

    private static void demand(String run, String what, Optional<String> name, List<String> known) {
        name.filter(wanted -> !known.contains(wanted)).ifPresent(wanted -> {
            throw new UserError(
                    "sluice: run " + run + " has no " + what + " \"" + wanted + "\"" + Nearest.hint(wanted, known));
        });
    }
}
