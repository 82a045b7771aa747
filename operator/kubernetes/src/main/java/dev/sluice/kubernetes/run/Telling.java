package dev.sluice.kubernetes.run;

import dev.sluice.api.v1alpha1.PipelineRun;
import dev.sluice.api.v1alpha1.PipelineRunStatus;
import dev.sluice.kubernetes.notify.Notice;
import dev.sluice.kubernetes.notify.Notices;
import dev.sluice.kubernetes.notify.Post;
import dev.sluice.kubernetes.report.RunStatuses;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What a run's status says is to be told is handed to the post, and what came of it is put into the status. Nothing waits for it; a
 * notice that is handed over twice is sent once.
 */
final class Telling {

    private static final Duration AGAIN = Duration.ofSeconds(10);

    private final Post post;
    private final BiFunction<PipelineRun, String, String> command;

    /** @param command that lets a run's gate on */
    Telling(Post post, BiFunction<PipelineRun, String, String> command) {
        this.post = post;
        this.command = command;
    }

    PipelineRunStatus told(PipelineRun run, PipelineRunStatus status, Instant now) {
        return Notices.told(run, status, post::outcome, now);
    }

    /** Of what is on record. When to look again, where there is no room for all of it. */
    Optional<Instant> tell(PipelineRun run, Instant now) {
        if (run.getStatus() == null) {
            return Optional.empty();
        }
        Notices.settled(run).forEach(post::forget);
        boolean room = true;
        boolean ended = RunStatuses.ended(run.getStatus());
        PipelineRunStatus status = told(run, run.getStatus(), now);
        for (Notice notice : Notices.pending(run, status, gate -> ended ? "" : command.apply(run, gate), post::has)) {
            room &= post.take(notice);
        }
        return room ? Optional.empty() : Optional.of(now.plus(AGAIN));
    }
}
