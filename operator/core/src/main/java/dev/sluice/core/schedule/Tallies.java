package dev.sluice.core.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What several jobs have to say, in one line: "exit code 3 in 2 of 4 jobs, timed out after 30s in 1". */
final class Tallies {

    private static final int MOST_KINDS = 3;
    private static final int MOST_NAMES = 5;

    private Tallies() {}

    static String failures(List<Standing> jobs) {
        return failures(jobs, JobState.FAILED);
    }

    /** @param how softly or not */
    static String failures(List<Standing> jobs, JobState how) {
        if (jobs.size() == 1) {
            return one(jobs.get(0).report());
        }
        return of(
                jobs,
                job -> job.state() == how
                        ? Optional.of(job.failure().map(Failure::message).orElse(""))
                        : Optional.empty());
    }

    static String troubles(List<Standing> jobs) {
        return of(jobs, JobReport::trouble);
    }

    static String retries(List<Standing> jobs) {
        return of(jobs, job -> job.state() == JobState.ACTIVE ? job.failure().map(Failure::message) : Optional.empty());
    }

    static String names(List<String> names) {
        return names.size() <= MOST_NAMES
                ? String.join(", ", names)
                : String.join(", ", names.subList(0, MOST_NAMES)) + " and " + (names.size() - MOST_NAMES) + " more";
    }

    private static String one(JobReport job) {
        String message = job.failure().map(Failure::message).orElse("");
        return job.attempts() > 1 && !message.isEmpty()
                ? message + " in the last of " + job.attempts() + " attempts"
                : message;
    }

    /** Jobs counted by what they say, most frequent first. */
    private static String of(List<Standing> jobs, Function<JobReport, Optional<String>> said) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        for (Standing job : jobs) {
            said.apply(job.report()).ifPresent(text -> counts.merge(text, 1, Integer::sum));
        }
        List<Map.Entry<String, Integer>> byCount = new ArrayList<>(counts.entrySet());
        byCount.sort(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()));
        StringBuilder line = new StringBuilder();
        int untold = 0;
        for (int i = 0; i < byCount.size(); i++) {
            if (i < MOST_KINDS) {
                append(line, byCount.get(i).getKey(), byCount.get(i).getValue(), jobs.size());
            } else {
                untold += byCount.get(i).getValue();
            }
        }
        return untold == 0
                ? line.toString()
                : line.append(", others in ").append(untold).toString();
    }

    private static void append(StringBuilder line, String said, int count, int jobs) {
        boolean first = line.isEmpty();
        line.append(first ? "" : ", ").append(said);
        if (jobs > 1) {
            line.append(said.isEmpty() ? "" : " in ").append(count);
            line.append(first ? " of " + jobs + " jobs" : "");
        }
    }
}
