package dev.sluice.core.check;

import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Problem;
import java.util.ArrayList;
import java.util.List;

/** What one run may be at most. Jobs are counted, never made, so a matrix of a million combinations costs nothing. */
final class SizeLimits {

    static final int MOST_STEPS = 500;
    static final int MOST_JOBS_OF_STEP = 10_000;
    static final int MOST_JOBS = 20_000;

    private SizeLimits() {}

    static List<Problem> check(Subject subject) {
        List<Problem> problems = new ArrayList<>();
        int undos = (int) subject.graph().steps().stream()
                .filter(placed ->
                        placed.step() instanceof CommandStep step && step.undo().isPresent())
                .count();
        int steps = subject.graph().steps().size() + undos;
        if (steps > MOST_STEPS) {
            problems.add(Problem.invalid(
                    "spec.steps",
                    "are %,d steps with those in groups%s; at most %,d"
                            .formatted(steps, undos == 0 ? "" : " and what undoes them", MOST_STEPS)));
        }
        int targets = Math.max(1, subject.targets().size());
        long total = 0;
        boolean fits = true;
        for (PlacedStep placed : subject.sound()) {
            CommandStep step = (CommandStep) placed.step();
            long jobs = Combination.saturated(jobs(step), targets);
            if (jobs > MOST_JOBS_OF_STEP) {
                problems.add(tooMany(placed, step, jobs, targets));
                fits = false;
            }
            total += step.skip().isPresent() || jobs > MOST_JOBS_OF_STEP ? 0 : jobs;
        }
        if (fits && total > MOST_JOBS) {
            String on = targets > 1 ? " on %,d targets".formatted(targets) : "";
            problems.add(Problem.invalid(
                    "spec.steps", "are %,d jobs in all%s; at most %,d".formatted(total, on, MOST_JOBS)));
        }
        return problems;
    }

    /** On one target, and as if it were not skipped. */
    static long jobs(CommandStep step) {
        return Combination.saturated(step.matrix().map(Combination::count).orElse(1L), step.parallelism());
    }

    private static Problem tooMany(PlacedStep placed, CommandStep step, long jobs, int targets) {
        long combinations = step.matrix().map(Combination::count).orElse(1L);
        List<String> factors = new ArrayList<>();
        add(factors, targets, "%,d targets");
        add(factors, combinations, "%,d combinations");
        add(factors, step.parallelism(), "parallelism %,d");
        String product = factors.size() > 1 ? " (" + String.join(" × ", factors) + ")" : "";
        String number = jobs > 1_000_000 ? "more than a million" : "%,d".formatted(jobs);
        String field = step.matrix().isPresent() ? "matrix" : "parallelism";
        String at = placed.path().field(field).text();
        return Problem.invalid(at, "is %s jobs%s; at most %,d a step".formatted(number, product, MOST_JOBS_OF_STEP));
    }

    private static void add(List<String> factors, long factor, String words) {
        if (factor > 1) {
            factors.add(words.formatted(factor));
        }
    }
}
