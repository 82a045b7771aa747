package dev.sluice.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** What is on record of people's decisions. */
@Command(
        name = "approvals",
        description = "Decisions of people, as they are on record.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = ApprovalsAuditCommand.class)
final class ApprovalsCommand implements Runnable {

    @CommandLine.Spec
    CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new UserError("sluice: say what to do with approvals: audit RUN");
    }
}
