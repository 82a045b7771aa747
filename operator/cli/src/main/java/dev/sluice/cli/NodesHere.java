package dev.sluice.cli;

import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.StepReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A run of this machine as the result of its definition. */
final class NodesHere {

    private final Map<String, StepReport> reports;
    private final Map<String, PlannedStep> plan;
    private final Path folder;

    private NodesHere(Report report, Map<String, PlannedStep> plan, Path folder) {
        this.reports = report.steps().stream().collect(Collectors.toMap(StepReport::name, step -> step));
        this.plan = plan;
        this.folder = folder;
    }

    static NodesResult result(
            NodeDefinition definition, Loaded loaded, String traceId, RunCommand.Ended ended, Duration took) {
        Report report = ended.report();
        NodesHere here = new NodesHere(
                report,
                loaded.plan().steps(),
                Path.of("").toAbsolutePath().relativize(ended.folder().path()));
        List<NodesResult.Node> nodes =
                definition.nodes().stream().map(here::node).toList();
        NodesResult.Status status =
                switch (report.phase()) {
                    case SUCCEEDED -> NodesResult.Status.COMPLETED;
                    case CANCELLED -> NodesResult.Status.CANCELLED;
                    default -> NodesResult.Status.FAILED;
                };
        return new NodesResult(
                definition,
                traceId,
                ended.folder().run(),
                status,
                nodes,
                took,
                NodesResult.error(status, nodes, report.message()));
    }

    private NodesResult.Node node(NodeDefinition.Node node) {
        StepReport step = reports.get(node.step());
        Optional<String> skipped = plan.get(node.step()).skipped();
        Optional<JobReport> job = step.jobs().stream().findFirst();
        boolean executed = step.state() == StepReport.State.SUCCEEDED
                || job.filter(j -> j.attempts() > 0).isPresent();
        Path log = folder.resolve(node.step() + ".log");
        return new NodesResult.Node(
                node,
                skipped.isPresent()
                        ? NodesResult.Fate.SKIPPED
                        : executed ? NodesResult.Fate.EXECUTED : NodesResult.Fate.NOT_EXECUTED,
                skipped.orElse(executed ? "" : step.message()),
                job.map(JobReport::outputs).orElse(Map.of()),
                job.flatMap(JobReport::failure).map(Failure::message).stream().toList(),
                step.start()
                        .flatMap(start -> step.end().map(end -> Duration.between(start, end)))
                        .orElse(Duration.ZERO),
                Files.exists(log) ? Optional.of(log.toString()) : Optional.empty());
    }
}
