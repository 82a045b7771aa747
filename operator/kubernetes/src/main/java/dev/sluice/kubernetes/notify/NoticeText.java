package dev.sluice.kubernetes.notify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A notice in words. What people wrote stands in single lines: no control character of it survives. */
final class NoticeText {

    private static final int MOST_NAMES = 10;
    private static final int LONGEST = 1024;

    private NoticeText() {}

    /** One line. */
    static String headline(Notice notice) {
        String run = notice.namespace() + "/" + notice.run();
        return line(notice.gate()
                .map(gate -> gate.name() + " of run " + run + " " + happened(notice.event(), gate))
                .or(() -> notice.step()
                        .map(step -> "step " + step.name() + " of run " + run + " " + ended(notice.event())))
                .orElseGet(() -> "run " + run + " " + words(notice.event())));
    }

    /** What else there is to say, a line each. */
    static List<String> details(Notice notice) {
        List<String> lines = new ArrayList<>();
        if (notice.gate().isEmpty()) {
            add(lines, notice.step().map(Notice.Step::message).orElse(notice.message()));
            return lines;
        }
        Notice.Gate gate = notice.gate().get();
        add(lines, gate.prompt());
        gate.decisions()
                .forEach(said -> add(
                        lines,
                        said.person() + ": " + said.verdict()
                                + (said.comment().isEmpty() ? "" : ": " + said.comment())));
        if (gate.waits()) {
            gate.deadline().ifPresent(deadline -> add(lines, "Until " + deadline));
        }
        return lines;
    }

    /** Absent: nobody is asked, or not any longer. */
    static Optional<String> command(Notice notice) {
        return notice.gate()
                .map(Notice.Gate::command)
                .filter(command -> !command.isEmpty())
                .map(NoticeText::line);
    }

    private static String happened(String event, Notice.Gate gate) {
        return switch (event) {
            case "Requested" ->
                gate.waits()
                        ? "waits for " + whom(gate)
                        : "waited for " + whom(gate) + ", and is " + words(gate.state()) + " by now";
            case "TimedOut" -> words(gate.state()) + ": nobody decided in time";
            default -> words(gate.state());
        };
    }

    private static String ended(String event) {
        return switch (event) {
            case "SoftFailed" -> "failed, which does not count";
            case "Partial" -> "failed on some targets";
            case "Skipped" -> "was skipped";
            case "Cancelled" -> "was cancelled";
            case "RolledBack" -> "was undone";
            default -> words(event);
        };
    }

    private static String whom(Notice.Gate gate) {
        List<String> all = gate.approvers();
        if (all.isEmpty()) {
            return gate.quorum() == 1 ? "a person" : gate.quorum() + " people";
        }
        return gate.quorum() + " of " + String.join(", ", all.subList(0, Math.min(all.size(), MOST_NAMES)))
                + (all.size() > MOST_NAMES ? " and " + (all.size() - MOST_NAMES) + " more" : "");
    }

    /** {@code RollingBack} as "rolling back". */
    private static String words(String word) {
        return word.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private static void add(List<String> lines, String text) {
        String line = line(text);
        if (!line.isEmpty()) {
            lines.add(line);
        }
    }

    private static String line(String text) {
        String line = text.replaceAll("[\\p{Cc}\\p{Zl}\\p{Zp}]+", " ").strip();
        if (line.length() <= LONGEST) {
            return line;
        }
        int end = Character.isHighSurrogate(line.charAt(LONGEST - 2)) ? LONGEST - 2 : LONGEST - 1;
        return line.substring(0, end) + "…";
    }
}
