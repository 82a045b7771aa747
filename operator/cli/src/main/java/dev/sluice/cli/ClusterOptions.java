package dev.sluice.cli;

import picocli.CommandLine.Option;

/** Where a run is that a command asks something of. */
final class ClusterOptions extends ClusterPlace {

    @Option(names = "--wait", description = "In a cluster: return when it has ended; the exit status is as here.")
    boolean wait;

    @Option(names = "--json", description = "Print what came of it for programs.")
    boolean json;

    @Override
    boolean asked() {
        boolean named = super.asked();
        if (wait && !named) {
            throw new UserError("--wait goes with a run in a cluster; here a command returns when all has ended");
        }
        return named;
    }
}
