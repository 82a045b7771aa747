package dev.sluice.kubernetes.report;

import dev.sluice.api.v1alpha1.Attempts;
import dev.sluice.api.v1alpha1.Outputs;
import dev.sluice.api.v1alpha1.StepStatus;
import dev.sluice.api.v1alpha1.StepStatusBuilder;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.core.schedule.JobState;
import dev.sluice.core.schedule.StepReport;
import dev.sluice.kubernetes.observe.Intervals;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * What a step's entry says beyond its tallies, most needed first, as far as the step's share goes: which jobs ended how (without it a
 * result is only as durable as its Pod), which are active, the message, further attempts, outputs.
 */
final class StepDetails {

    private static final int LONGEST_INTERVALS = 1024;
    private static final int LONGEST_MESSAGE = 512;
    private static final int MOST_ATTEMPTS = 20;

    private final StepStatus plain;
    private final StepReport step;
    private final String message;
    private int left;
    private boolean truncated;

    StepDetails(StepStatus plain, StepReport step, String message, int share) {
        this.plain = plain;
        this.step = step;
        this.message = message;
        this.left = share;
    }

    StepStatus entry() {
        String failed = intervals(JobState.FAILED);
        String softFailed = intervals(JobState.SOFT_FAILED);
        String cancelled = intervals(JobState.CANCELLED);
        String succeeded = intervals(JobState.SUCCEEDED);
        String active = intervals(JobState.ACTIVE);
        List<Attempts> attempts = attempts();
        String text = message();
        List<Outputs> outputs = outputs();
        return StepStatusBuilder.builder(plain)
                .message(text)
                .succeeded(succeeded)
                .failed(failed)
                .active(active)
                .cancelled(cancelled)
                .attempts(attempts)
                .outputs(outputs)
                .truncated(truncated ? true : null)
                .softFailed(softFailed)
                .build();
    }

    private String intervals(JobState state) {
        BitSet indexes = new BitSet();
        for (int i = 0; i < step.jobs().size(); i++) {
            indexes.set(i, step.jobs().get(i).state() == state);
        }
        if (indexes.isEmpty()) {
            return null;
        }
        String whole = Intervals.write(indexes);
        String text = Intervals.write(indexes, Math.min(LONGEST_INTERVALS, left - key(state.name())));
        boolean told =
                step.state().ended() && indexes.cardinality() == step.jobs().size(); // by the tallies alone
        if (text.length() < whole.length() && !told) {
            truncated = true;
        }
        return text.isEmpty() ? null : spent(text, key(state.name()) + text.length());
    }

    private String message() {
        if (message.isEmpty()) {
            return null;
        }
        String text = Text.cut(message, LONGEST_MESSAGE);
        while (!text.isEmpty() && Text.jsonBytes(text) + key("message") > left) {
            text = Text.cut(text, text.length() / 2);
            truncated = true;
            if (text.length() <= 1) {
                return null;
            }
        }
        return spent(text, Text.jsonBytes(text) + key("message"));
    }

    private List<Attempts> attempts() {
        List<Attempts> attempts = new ArrayList<>();
        for (int i = 0; i < step.jobs().size(); i++) {
            JobReport job = step.jobs().get(i);
            if (job.attempts() > 1) {
                if (isFull(attempts)) {
                    truncated = true;
                    break;
                }
                add(attempts, i, job);
            }
        }
        for (int i = 0; i < step.jobs().size() && plain.startTime() != null && !isFull(attempts); i++) {
            JobReport job = step.jobs().get(i);
            if (job.state() == JobState.CANCELLED && job.attempts() == 0) {
                add(
                        attempts, i,
                        job); // as of a step that has begun it would count as one that ran, and is to be undone
            }
        }
        return attempts.isEmpty() ? null : spent(List.copyOf(attempts), key("attempts"));
    }

    private boolean isFull(List<Attempts> attempts) {
        return attempts.size() == MOST_ATTEMPTS || left < 60 + key("attempts");
    }

    private void add(List<Attempts> attempts, int index, JobReport job) {
        attempts.add(new Attempts(
                index, job.attempts(), job.infrastructureFailures() == 0 ? null : job.infrastructureFailures()));
        left -= 60;
    }

    private List<Outputs> outputs() {
        List<Outputs> outputs = new ArrayList<>();
        left -= key("outputs");
        for (int i = 0; i < step.jobs().size(); i++) {
            JobReport job = step.jobs().get(i);
            if (!job.outputs().isEmpty()) {
                int weight = 30 + Text.jsonBytes(job.outputs());
                if (weight > left) {
                    truncated = true;
                    break;
                }
                outputs.add(new Outputs(i, job.outputs()));
                left -= weight;
            }
        }
        return outputs.isEmpty() ? null : List.copyOf(outputs);
    }

    private <T> T spent(T what, int bytes) {
        left -= bytes;
        return what;
    }

    private static int key(String name) {
        return name.length() + 6;
    }

    /** Bytes of an entry as JSON; never too few. */
    static int weight(StepStatus entry) {
        int bytes = 60 + Text.jsonBytes(entry.name());
        bytes += text("agent", entry.agent()) + text("message", entry.message());
        bytes += entry.startTime() == null ? 0 : 35;
        bytes += entry.completionTime() == null ? 0 : 40;
        if (entry.jobs() != null) {
            bytes += 22 + entry.jobs().total().toString().length();
            bytes += count("active", entry.jobs().active())
                    + count("succeeded", entry.jobs().succeeded());
            bytes += count("failed", entry.jobs().failed())
                    + count("skipped", entry.jobs().skipped());
            bytes += count("cancelled", entry.jobs().cancelled())
                    + count("softFailed", entry.jobs().softFailed());
        }
        bytes += text("succeeded", entry.succeeded()) + text("failed", entry.failed());
        bytes += text("active", entry.active()) + text("cancelled", entry.cancelled());
        bytes += text("softFailed", entry.softFailed());
        bytes += entry.attempts() == null ? 0 : 14 + 60 * entry.attempts().size();
        if (entry.outputs() != null) {
            bytes += 14;
            for (Outputs of : entry.outputs()) {
                bytes += 30 + Text.jsonBytes(of.values());
            }
        }
        return bytes;
    }

    private static int text(String key, String value) {
        return value == null ? 0 : key(key) + Text.jsonBytes(value);
    }

    private static int count(String key, Integer value) {
        return value == null ? 0 : key(key) + value.toString().length();
    }
}
