package dev.sluice.cli;

import dev.sluice.core.schedule.Failure;
import dev.sluice.core.schedule.JobReport;
import dev.sluice.local.AttemptRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What helps after a job failed for good. */
final class FailureHelp {

    private final Style style;

    FailureHelp(Style style) {
        this.style = style;
    }

    List<String> lines(
            AttemptRecord attempt,
            JobReport report,
            List<String> tail,
            String log,
            String place,
            String again,
            Optional<String> alone) {
        List<String> lines = new ArrayList<>();
        tail.forEach(line -> lines.add("    " + style.faint("│") + " " + line));
        lines.add("    log:   " + log + (tail.isEmpty() ? " (empty)" : ""));
        lines.add("    step:  " + place);
        lines.add("    next:  " + next(attempt, report) + ", then " + again);
        alone.ifPresent(command -> lines.add("    alone: " + command));
        return lines;
    }

    static String message(AttemptRecord attempt, JobReport report) {
        return report.failure().or(attempt::failure).map(Failure::message).orElse("failed");
    }

    private static String next(AttemptRecord attempt, JobReport report) {
        Failure.Kind kind = report.failure().map(Failure::kind).orElse(Failure.Kind.STEP);
        if (kind == Failure.Kind.TIMEOUT) {
            return "see in the log what hangs, or give the step a longer timeout";
        }
        if (kind == Failure.Kind.UPLOAD) {
            return "mend the steps it wrote to $SLUICE_OUTPUT";
        }
        if (kind == Failure.Kind.UNSTARTABLE) {
            return "install the command or mend its name";
        }
        if (kind == Failure.Kind.DEADLOCK) {
            return "mend one of the two pipelines as it says";
        }
        if (kind == Failure.Kind.CANCELLED) {
            return "see who cancelled it";
        }
        if (attempt.exitCode().isEmpty()) {
            return "see what its run tells";
        }
        return switch (attempt.exitCode().getAsInt()) {
            case 0 -> "mend what it writes, or what the step says that it writes";
            case 126 -> "make the command executable (chmod +x)";
            case 127 -> "a command in it was not found: install it or mend its name";
            case 137 -> "something killed it, maybe for its memory: look at the machine's log";
            default -> "mend what the log tells of";
        };
    }
}
