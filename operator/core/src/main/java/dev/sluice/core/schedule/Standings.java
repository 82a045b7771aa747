package dev.sluice.core.schedule;

import dev.sluice.core.model.CommandStep;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Sorts jobs by what is observed of them. Knows one job and its step, nothing of other jobs. */
final class Standings {

    private Standings() {}

    /**
     * @param settled what is on record, null where nothing is
     * @param attempt the newest, null where none is there
     * @param endsEarly the run is being ended: attempts are being stopped, so one that is gone was not lost
     */
    static Standing of(CommandStep step, JobReport settled, Attempt attempt, boolean endsEarly, Instant now) {
        if (settled != null) {
            return settled(declared(step, settled), attempt);
        }
        if (attempt == null) {
            return Standing.UNSTARTED;
        }
        Attempt.State state = attempt.state();
        if (state instanceof Attempt.State.Waiting waiting) {
            return waiting(step, attempt, waiting, endsEarly, now);
        }
        if (state instanceof Attempt.State.Running running) {
            return new Standing.Active(attempt, JobReports.running(attempt, Optional.of(running.since())));
        }
        if (state instanceof Attempt.State.Succeeded succeeded) {
            return succeeded(step, attempt, succeeded);
        }
        if (state instanceof Attempt.State.Failed failed) {
            return failed(step, attempt, failed, endsEarly);
        }
        if (state instanceof Attempt.State.Lost lost) {
            return lost(step, attempt, lost, endsEarly);
        }
        return new Standing.Active(attempt, JobReports.running(attempt, Optional.empty()));
    }

    /** What it wrote besides is nobody's to read, whether its attempt is still there to tell or not. */
    private static JobReport declared(CommandStep step, JobReport settled) {
        Map<String, String> declared = new LinkedHashMap<>(settled.outputs());
        return declared.keySet().removeIf(key -> !step.passesOn(key)) ? settled.withOutputs(declared) : settled;
    }

    private static Standing settled(JobReport settled, Attempt attempt) {
        return attempt != null && attempt.active()
                ? new Standing.LeftOver(attempt, settled)
                : new Standing.Ended(JobReports.detailed(settled, attempt));
    }

    private static Standing waiting(
            CommandStep step, Attempt attempt, Attempt.State.Waiting waiting, boolean endsEarly, Instant now) {
        Optional<Instant> deadline = Timeouts.deadline(step.limits(), waiting);
        if (endsEarly || !Timeouts.passed(deadline, now)) {
            return new Standing.Active(attempt, JobReports.waiting(attempt, waiting.trouble()));
        }
        Failure failure = Timeouts.neverStarted(step.limits().queueTimeout().orElseThrow(), waiting.trouble());
        return new Standing.Expired(
                attempt, JobReports.failed(attempt, failure, Optional.empty(), deadline.orElseThrow()));
    }

    private static Standing succeeded(CommandStep step, Attempt attempt, Attempt.State.Succeeded succeeded) {
        for (String key : step.demanded()) {
            if (!succeeded.outputs().containsKey(key)) {
                Failure failure = Failure.of(
                        Failure.Kind.STEP, "did not write its output \"%s\" to $SLUICE_OUTPUT".formatted(key));
                return failedOrAgain(step, attempt, failure, succeeded.start(), succeeded.end());
            }
        }
        Map<String, String> outputs = new LinkedHashMap<>(succeeded.outputs());
        outputs.keySet().removeIf(key -> !step.passesOn(key));
        return new Standing.Ended(JobReports.succeeded(attempt, outputs, succeeded.start(), succeeded.end()));
    }

    private static Standing failed(CommandStep step, Attempt attempt, Attempt.State.Failed failed, boolean endsEarly) {
        if (endsEarly && failed.failure().stopped()) {
            return new Standing.Ended(EarlyEnd.stopped(attempt, Optional.of(failed.start()), failed.end()));
        }
        return failedOrAgain(step, attempt, failed.failure(), failed.start(), failed.end());
    }

    private static Standing failedOrAgain(
            CommandStep step, Attempt attempt, Failure failure, Instant start, Instant end) {
        JobReport failed = JobReports.failed(attempt, failure, Optional.of(start), end);
        return againOrEnded(attempt, RetryPolicy.after(step.retry(), attempt, failure, end), failed);
    }

    private static Standing lost(CommandStep step, Attempt attempt, Attempt.State.Lost lost, boolean endsEarly) {
        if (endsEarly) {
            return new Standing.Ended(EarlyEnd.stopped(attempt, Optional.empty(), lost.noticed()));
        }
        Failure failure = Failure.of(Failure.Kind.INFRASTRUCTURE, "vanished before its end was seen");
        JobReport failed = JobReports.failed(attempt, failure, Optional.empty(), lost.noticed());
        return againOrEnded(attempt, RetryPolicy.afterLoss(step.retry(), attempt, lost.noticed()), failed);
    }

    private static Standing againOrEnded(Attempt attempt, Optional<RetryPolicy.Next> next, JobReport failed) {
        return next.isPresent()
                ? new Standing.Again(next.get(), JobReports.again(attempt, failed), failed)
                : new Standing.Ended(failed);
    }
}
