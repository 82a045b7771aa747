package dev.sluice.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "delegate",
        description =
                "Let another person decide in your place at a gate. It can't be passed on, and ends when you decide yourself.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {"", "Exit status: 0 it is on record, 1 it was not taken, 2 something to mend first."})
final class DelegateCommand implements Callable<Integer> {

    @Mixin
    DecisionOptions options = new DecisionOptions();

    @Option(names = "--to", required = true, paramLabel = "PERSON", description = "Who decides in your place.")
    String to;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "When that ends, e.g. 2026-12-01T00:00:00Z. Default: never.")
    Optional<Instant> until = Optional.empty();

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            converter = SpanOfTime.class,
            description = "How long it holds, e.g. 8h, instead of --until.")
    Optional<Duration> span = Optional.empty();

    @Option(names = "--comment", paramLabel = "TEXT", description = "Goes on record with it.")
    String comment = "";

    @Override
    public Integer call() throws InterruptedException {
        if (until.isPresent() && span.isPresent()) {
            throw new UserError("sluice: --until and --for exclude one another");
        }
        return ApprovalsInCluster.delegate(options, to, until, span, comment);
    }
}
