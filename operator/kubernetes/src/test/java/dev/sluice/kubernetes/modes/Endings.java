package dev.sluice.kubernetes.modes;

import dev.sluice.api.v1alpha1.Condition;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.Rollback;
import dev.sluice.core.schedule.StepReport;
import dev.sluice.kubernetes.observe.Recorded;
import dev.sluice.kubernetes.observe.RecordedRollbacks;
import dev.sluice.local.PretendedRun;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The ends of the two modes in the words of both. */
final class Endings {

    /** What is the run's own, its place's, or counts losses too. */
    private static final List<String> NOT_COMPARED = List.of(
            "SLUICE_RUN",
            "SLUICE_RUN_ID",
            "SLUICE_ATTEMPT",
            "SLUICE_OUTPUT",
            "HOME",
            "BUILDKITE_BUILD_ID",
            "BUILDKITE_JOB_ID",
            "BUILDKITE_RETRY_COUNT");

    private Endings() {}

    static Ending of(PretendedRun run) {
        Report report = run.report();
        Map<String, String> jobs = new TreeMap<>();
        for (StepReport step : report.steps()) {
            for (int i = 0; i < step.jobs().size(); i++) {
                JobReport job = step.jobs().get(i);
                jobs.put(run.plan().step(step.name()).jobs().get(i).name(), job.state() + " " + job.outputs());
            }
        }
        return new Ending(
                report.phase().name(),
                word(report.reason().name()),
                map(report.steps(), StepReport::name, step -> step.state().name()),
                jobs,
                map(report.targets(), target -> target.name(), target -> target.state()
                        .name()),
                map(
                        report.gates(),
                        gate -> gate.name(),
                        gate -> gate.state() + " " + gate.record().answers()),
                rollbacks(report.rollbacks()),
                run.attempts(),
                environments(run.environments()));
    }

    static Ending of(Plan plan, PretendedCluster cluster) {
        PipelineRunStatus status = cluster.status();
        Map<String, String> jobs = new TreeMap<>();
        Recorded recorded = Recorded.of(status, plan);
        for (StepStatus step : status.steps()) {
            for (Job job : plan.step(step.name()).jobs()) {
                JobReport known = recorded.settled().get(job.id());
                jobs.put(job.name(), known == null ? "SKIPPED {}" : known.state() + " " + known.outputs());
            }
        }
        String reason = status.conditions().stream()
                .filter(condition -> condition.type().equals("Succeeded"))
                .map(Condition::reason)
                .findFirst()
                .orElseThrow();
        return new Ending(
                status.phase().name(),
                word(reason),
                map(status.steps(), step -> step.name(), step -> step.state().name()),
                jobs,
                map(status.targets(), target -> target.name(), target -> target.state()
                        .name()),
                map(
                        status.gates(),
                        gate -> gate.name(),
                        gate -> gate.state() + " "
                                + map(gate.answers(), answer -> answer.key(), answer -> answer.values()
                                        .toString())),
                rollbacks(RecordedRollbacks.of(status)),
                cluster.attempts(),
                environments(cluster.environments()));
    }

    private static <T> Map<String, String> map(
            List<T> entries, Function<T, String> name, Function<T, String> described) {
        Map<String, String> map = new TreeMap<>();
        Optional.ofNullable(entries)
                .ifPresent(all -> all.forEach(entry -> map.put(name.apply(entry), described.apply(entry))));
        return map;
    }

    private static List<String> rollbacks(List<Rollback> rollbacks) {
        return rollbacks.stream()
                .filter(rollback -> !rollback.refused())
                .map(r -> r.cause() + " of " + r.step() + " by " + r.by() + " to " + r.to() + ": " + r.steps() + " "
                        + r.state())
                .toList();
    }

    private static Map<String, Map<String, String>> environments(Map<String, Map<String, String>> attempts) {
        return attempts.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, attempt -> {
            Map<String, String> compared = new TreeMap<>(attempt.getValue());
            NOT_COMPARED.forEach(compared::remove);
            return compared;
        }));
    }

    private static String word(String reason) {
        return reason.replace("_", "").toLowerCase(Locale.ROOT);
    }
}
