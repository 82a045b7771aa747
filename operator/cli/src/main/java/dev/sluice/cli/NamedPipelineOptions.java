package dev.sluice.cli;

import java.util.Optional;
import picocli.CommandLine.Parameters;

/** As {@link PipelineOptions}, of commands that take a pipeline's name by itself. */
final class NamedPipelineOptions extends PipelineOptions {

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PIPELINE",
            description = "A pipeline of the file by its name; or, without -f, one that is built in: "
                    + "do-all, merge-deploy, update-agent, force-update.")
    void named(Optional<String> pipeline) {
        name = pipeline;
    }
}
