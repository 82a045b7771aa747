package dev.sluice.cli;

import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.StepReport;
import dev.sluice.core.schedule.TargetReport;
import dev.sluice.local.Durations;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What is told of a run in the end. */
final class RunSummary {

    private static final int MOST_FALLEN = 20;

    private final Plan plan;
    private final Style style;

    RunSummary(Plan plan, Style style) {
        this.plan = plan;
        this.style = style;
    }

    List<String> lines(Report report, Duration took, String ledger) {
        String name = plan.pipeline();
        String time = " in " + Durations.measured(took);
        String head =
                switch (report.phase()) {
                    case SUCCEEDED ->
                        report.reason() == Report.Reason.COMPLETED_WITH_FAILURES
                                ? style.warn("✓ " + name + " completed with failures (degraded)") + time + ": "
                                        + report.message()
                                : style.good("✓ " + name + " succeeded")
                                        + time
                                        + (plan.jobCount() == 0 ? ": " + report.message() : "");
                    case CANCELLED ->
                        style.warn("■ " + name + " cancelled")
                                + time
                                + (report.rollbacks().isEmpty() ? "" : ": " + report.message());
                    case PARTIAL -> style.warn("◐ " + name + " made it in part") + time + ": " + report.message();
                    default -> style.bad("✗ " + name + " failed") + time + ": " + report.message();
                };
        List<String> lines = new ArrayList<>(List.of("", head));
        lines.addAll(fallen(report));
        lines.add("  " + tally(report) + style.faint(" · record: " + ledger));
        return lines;
    }

    /** Which targets fell out at which step, and why. */
    private List<String> fallen(Report report) {
        List<TargetReport> fallen = report.targets().stream()
                .filter(target -> target.state() == StepReport.State.FAILED)
                .toList();
        List<String> lines = new ArrayList<>();
        for (TargetReport target : fallen.subList(0, Math.min(fallen.size(), MOST_FALLEN))) {
            String why = target.message().isEmpty() ? "" : ": " + target.message();
            lines.add("  " + style.bad("✗") + " " + target.name() + " fell out at " + target.step() + why);
        }
        if (fallen.size() > MOST_FALLEN) {
            lines.add("  … and " + (fallen.size() - MOST_FALLEN) + " more");
        }
        return lines;
    }

    private static String tally(Report report) {
        Map<JobState, Long> counts = report.steps().stream()
                .flatMap(s -> s.jobs().stream())
                .collect(Collectors.groupingBy(JobReport::state, Collectors.counting()));
        List<String> parts = new ArrayList<>();
        parts.add(Counted.of(counts.getOrDefault(JobState.SUCCEEDED, 0L), "job") + " succeeded");
        for (JobState state : List.of(JobState.FAILED, JobState.SOFT_FAILED, JobState.CANCELLED, JobState.SKIPPED)) {
            long number = counts.getOrDefault(state, 0L);
            if (number > 0) {
                parts.add(number + " "
                        + (state == JobState.SOFT_FAILED
                                ? "failed softly"
                                : state.name().toLowerCase(Locale.ROOT)));
            }
        }
        return String.join(", ", parts);
    }
}
