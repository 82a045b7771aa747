package dev.sluice.kubernetes.run;

import dev.sluice.core.concurrency.Admission;
import dev.sluice.core.concurrency.Deadlock;
import dev.sluice.core.concurrency.WaitingAncestors;
import dev.sluice.core.model.Concurrency;
import dev.sluice.core.schedule.Decision;
import dev.sluice.kubernetes.group.JobGroups;
import dev.sluice.kubernetes.group.RunQueue;
import java.time.Instant;
import java.util.Optional;

/** What concurrency groups let a run do: begin, and start jobs. */
final class Admissions {

    private final RunQueue queue;
    private final JobGroups groups;
    private final Ancestors ancestors;
    private final Decisions decisions;

    Admissions(RunQueue queue, JobGroups groups, Ancestors ancestors, Decisions decisions) {
        this.queue = queue;
        this.groups = groups;
        this.ancestors = ancestors;
        this.decisions = decisions;
    }

    /** Whether the run may begin. */
    RunQueue.Answer of(Standing standing, Instant now) {
        Optional<Concurrency> concurrency = standing.plan().rules().concurrency();
        if (concurrency.isEmpty() && !standing.plan().hasGroups()) {
            return RunQueue.Answer.ADMITTED;
        }
        WaitingAncestors waiting = ancestors.of(standing.run());
        Optional<Admission.Never> never = Deadlock.of(standing.plan(), waiting);
        if (never.isPresent()) {
            return new RunQueue.Answer(never.get(), Optional.empty());
        }
        if (concurrency.isEmpty()) {
            return RunQueue.Answer.ADMITTED;
        }
        return queue.ask(standing.run(), concurrency.get(), standing.startTime(), waiting, now)
                .orElseThrow(RunChanged::new);
    }

    /** Those behind it in a queue move up, whether it was ever let in or not. */
    void left(Standing standing) {
        standing.plan().rules().concurrency().ifPresent(concurrency -> queue.left(standing.run(), concurrency));
    }

    /** What is to start is asked for first, and is told and done by what was given. */
    JobGroups.Answer places(Standing standing, Instant now) {
        if (!standing.plan().hasGroups()) {
            return JobGroups.Answer.NONE;
        }
        Decision wanted = decisions.of(standing, now);
        return groups.settle(standing.run(), standing.startTime(), ancestors.of(standing.run()), wanted.claims(), now)
                .orElseThrow(RunChanged::new);
    }
}
