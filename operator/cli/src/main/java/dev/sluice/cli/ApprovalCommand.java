package dev.sluice.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What people decide at gates of runs of a cluster. */
@Command(
        name = "approval",
        aliases = "approvals",
        description = {
            "Decide at gates where runs of a cluster wait for people, and see who decided what.",
            "Runs of this machine ask at their terminal, or take --approve GATE: see sluice run --help."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            ApprovalListCommand.class,
            ApproveCommand.class,
            RejectCommand.class,
            DelegateCommand.class,
            ApprovalAuditCommand.class
        })
final class ApprovalCommand implements Runnable {

    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new UserError("sluice: say what to do with approvals: list, approve, reject, delegate or audit");
    }
}
