package dev.sluice.kubernetes.report;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Work;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.Undos;
import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.Report;
import dev.sluice.core.schedule.StepReport;
import dev.sluice.kubernetes.gate.GateHint;
import dev.sluice.kubernetes.name.Labels;
import dev.sluice.kubernetes.pod.PodFactory;
import dev.sluice.kubernetes.pod.RunFrame;
import java.util.Comparator;
import java.util.Optional;

/** What a person does next: the command that shows the log of a failed job, or that lets a gate on. */
public record LogsHint(RunFrame run, Plan plan) {

    String added(StepReport step) {
        if (step.state() == StepReport.State.WAITING_APPROVAL) {
            return step.message() + letOn(step.name());
        }
        return failed(step) ? added(step.message(), command(step)) : step.message();
    }

    private String letOn(String step) {
        return plan.gate(step)
                .map(gate -> "; let it on with: sluice approval approve %s/%s -n %s, or: "
                                .formatted(run.name(), gate.gate(), run.namespace())
                        + GateHint.command(run.namespace(), run.name(), gate))
                .orElse("");
    }

    String added(Report report) {
        if (report.phase() != Report.Phase.FAILED && report.phase() != Report.Phase.PARTIAL) {
            return report.message();
        }
        return added(
                report.message(),
                report.steps().stream()
                        .filter(LogsHint::failed)
                        .sorted(Comparator.comparing(step -> !Undos.isUndo(step.name())))
                        .map(this::command)
                        .flatMap(Optional::stream)
                        .findFirst());
    }

    private static boolean failed(StepReport step) {
        return step.state() == StepReport.State.FAILED || step.state() == StepReport.State.PARTIAL;
    }

    private static String added(String message, Optional<String> command) {
        return command.map(c -> message + (message.isEmpty() ? "logs: " : "; logs: ") + c)
                .orElse(message);
    }

    private Optional<String> command(StepReport step) {
        if (plan.step(step.name()).step() instanceof CommandStep command
                && command.work().program().orElse(null) instanceof Work.Program.Downstream) {
            return Optional.empty();
        }
        for (int i = 0; i < step.jobs().size(); i++) {
            if (hasLog(step.jobs().get(i))) {
                return Optional.of("kubectl logs -n " + run.namespace() + " " + pod(step, i));
            }
        }
        return Optional.empty();
    }

    private static boolean hasLog(JobReport job) {
        return job.state() == JobState.FAILED
                && job.failure()
                        .map(Failure::kind)
                        .filter(kind -> kind == Failure.Kind.STEP || kind == Failure.Kind.TIMEOUT)
                        .isPresent();
    }

    /** Pods of a batch/v1 Job have names that only its controller knows. */
    private String pod(StepReport step, int index) {
        JobReport job = step.jobs().get(index);
        boolean batch = ((CommandStep) plan.step(step.name()).step()).work().batch();
        if (batch && job.attempts() == 1) {
            return "-l " + Labels.RUN + "=" + run.name() + "," + Labels.STEP + "=" + step.name() + " --prefix";
        }
        return PodFactory.name(run, plan.step(step.name()).jobs().get(index), job.attempts());
    }
}
