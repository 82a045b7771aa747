package dev.sluice.cli;

/** The part of the command that knows the cluster: loaded where it is asked for, and not before. */
final class RunPipelineInCluster {

    private RunPipelineInCluster() {}

    static int run(RunPipelineCommand command, NodePayload about) {
        throw new UserError("not yet");
    }
}
