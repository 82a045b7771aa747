package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JudgedUpload;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import dev.sluice.core.plan.Upload;
import dev.sluice.core.plan.Uploads;
import dev.sluice.core.schedule.Attempt.State.Succeeded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What comes of steps that a job wrote for its run. They go on record before anything else is decided: until then their job has not
 * succeeded. A job whose steps are refused fails, and is not tried again: it would write the same.
 */
public final class UploadPolicy {

    private UploadPolicy() {}

    /** What jobs wrote by their end that is on no record yet, in the plan's order, as far as the record has room. */
    public static List<Upload> pending(Plan plan, Observed observed) {
        List<Upload> pending = new ArrayList<>();
        for (PlannedStep step : plan.steps().values()) {
            if (step.step() instanceof CommandStep command && command.upload()) {
                for (Job job : step.jobs()) {
                    written(command, job, observed)
                            .filter(upload -> !recorded(plan, upload))
                            .ifPresent(pending::add);
                }
            }
        }
        int room = Math.max(0, Uploads.MOST - plan.uploads().size());
        return pending.size() <= room ? pending : List.copyOf(pending.subList(0, room));
    }

    private static Optional<Upload> written(CommandStep step, Job job, Observed observed) {
        Attempt attempt = observed.attempts().get(job.id());
        if (attempt == null
                || observed.settled().containsKey(job.id())
                || !(attempt.state() instanceof Succeeded succeeded)
                || !succeeded.outputs().keySet().containsAll(step.demanded())) {
            return Optional.empty();
        }
        return succeeded.upload().map(text -> new Upload(job.id(), text));
    }

    /** The attempt as it is to be judged: one that looks good has failed where its steps are refused. */
    static Attempt judged(Plan plan, CommandStep step, Job job, Attempt attempt) {
        if (attempt == null || !(attempt.state() instanceof Succeeded succeeded)) {
            return attempt;
        }
        return fault(plan, step, job, succeeded)
                .<Attempt.State>map(why -> new Attempt.State.Failed(
                        succeeded.start(), succeeded.end(), Failure.of(Failure.Kind.UPLOAD, why)))
                .or(() -> unrecorded(plan, job, succeeded)
                        ? Optional.of(new Attempt.State.Running(succeeded.start()))
                        : Optional.empty())
                .map(state -> new Attempt(attempt.number(), attempt.infrastructureFailures(), state))
                .orElse(attempt);
    }

    private static boolean unrecorded(Plan plan, Job job, Succeeded succeeded) {
        return succeeded
                .upload()
                .filter(text -> !recorded(plan, new Upload(job.id(), text)))
                .isPresent();
    }

    private static Optional<String> fault(Plan plan, CommandStep step, Job job, Succeeded succeeded) {
        if (!step.upload()) {
            return succeeded.upload().map(text -> "wrote steps to $SLUICE_OUTPUT, and does not say upload: true");
        }
        for (JudgedUpload judged : plan.uploads()) {
            if (judged.upload().job().equals(job.id()) && judged.refused()) {
                return Optional.of(String.join("; ", judged.faults()));
            }
        }
        return succeeded
                .upload()
                .filter(text -> plan.uploads().size() >= Uploads.MOST && unrecorded(plan, job, succeeded))
                .map(text -> "upload: the run has %d uploads already; no more than that".formatted(Uploads.MOST));
    }

    private static boolean recorded(Plan plan, Upload upload) {
        return plan.uploads().stream().anyMatch(judged -> judged.upload().equals(upload));
    }
}
