package dev.sluice.core.schedule;

import dev.sluice.core.concurrency.Grants;
import dev.sluice.core.concurrency.QueueText;
import dev.sluice.core.plan.Job;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Says of steps that they wait for a place in a concurrency group. */
final class GroupWaits {

    private GroupWaits() {}

    static List<StepReport> told(List<StepReport> steps, List<Job> waiting, Grants grants) {
        if (waiting.isEmpty()) {
            return steps;
        }
        Map<String, List<Job>> byStep = new LinkedHashMap<>();
        waiting.forEach(job -> byStep.computeIfAbsent(job.id().step(), step -> new ArrayList<>())
                .add(job));
        return steps.stream()
                .map(step -> byStep.containsKey(step.name()) ? told(step, byStep.get(step.name()), grants) : step)
                .toList();
    }

    private static StepReport told(StepReport step, List<Job> waiting, Grants grants) {
        String group = waiting.get(0).concurrency().orElseThrow().group();
        String waits = QueueText.waits(group, grants.positions().getOrDefault(group, 0));
        boolean queued = step.state() == StepReport.State.PENDING;
        String counted = queued ? waits : waiting.size() + " of " + step.jobs().size() + " jobs: " + waits;
        return new StepReport(
                step.name(),
                queued ? StepReport.State.QUEUED : step.state(),
                step.message().isEmpty() || queued ? counted : step.message() + "; " + counted,
                step.start(),
                step.end(),
                step.jobs());
    }
}
