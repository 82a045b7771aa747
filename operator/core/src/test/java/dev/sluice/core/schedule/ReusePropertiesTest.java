package dev.sluice.core.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sluice.core.Written;
import dev.sluice.core.model.Rerun;
import dev.sluice.core.model.RunRequest;
import dev.sluice.core.plan.Job;
import dev.sluice.core.plan.JobId;
import dev.sluice.core.plan.Plan;
import dev.sluice.core.plan.PlannedStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * E5: for random graphs, of which the earlier run did a part and people changed something since, a job is taken over if it succeeded and
 * is made of the same still, what it reads of those before it included; and no other is.
 */
class ReusePropertiesTest {

    /** What every job that runs again writes; the earlier run wrote it too, or something else. */
    private static final String WRITTEN = "k";

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void what_is_made_of_something_else_now_runs_again_and_nothing_else_does(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 7) int size) {
        Random random = new Random(seed);
        Text before = Text.random(random, size);
        Text now = before.changed(random);
        Plan plan = before.plan(RunRequest.NONE);
        Map<JobId, JobReport> settled = settled(random, plan);
        Optional<String> from = random.nextInt(3) == 0 ? Optional.of("s" + random.nextInt(size)) : Optional.empty();
        Rerun rerun = from.map(step -> new Rerun("r-1", Rerun.Mode.FROM, List.of(step)))
                .orElse(new Rerun("r-1", Rerun.Mode.FAILED, List.of()));
        Plan again = now.plan(RunRequest.NONE.withRerun(Optional.of(rerun)));
        Earlier earlier = Earlier.of(new RunFacts("r-1", "old"), plan, settled, before.agents());

        Rerunner played = new Rerunner(again, Optional.of(earlier), Map.of("id", WRITTEN), now.agents());

        assertThat(played.ran())
                .as("%s%nthen%n%s%nfrom %s after %s", before, now, from, settled.keySet())
                .containsExactlyInAnyOrderElementsOf(expected(before, now, again, settled, from));
    }

    private static List<String> expected(
            Text before, Text now, Plan plan, Map<JobId, JobReport> settled, Optional<String> from) {
        List<String> runs = new ArrayList<>();
        Map<String, String> written = new HashMap<>();
        for (PlannedStep step : plan.steps().values()) {
            boolean asked = from.filter(
                            f -> f.equals(step.name()) || step.ancestors().contains(f))
                    .isPresent();
            boolean same = before.madeOf(step.name()).equals(now.madeOf(step.name()))
                    && step.ancestors().stream().filter(written::containsKey).allMatch(a -> written.get(a)
                            .equals(output(settled, a)));
            for (Job job : step.jobs()) {
                JobReport was = settled.get(job.id());
                boolean holds = !asked && same && was != null && was.state() == JobState.SUCCEEDED;
                if (!holds) {
                    runs.add(job.id().step() + "/" + job.id().index());
                }
                if (step.jobs().size() == 1) {
                    written.put(step.name(), holds ? output(settled, step.name()) : WRITTEN);
                }
            }
        }
        return runs;
    }

    private static String output(Map<JobId, JobReport> settled, String step) {
        JobReport report = settled.get(new JobId(step, 0));
        return report == null ? "" : report.outputs().getOrDefault("id", "");
    }

    /** A run in which some jobs failed, so that what depends on them was never run. */
    private static Map<JobId, JobReport> settled(Random random, Plan plan) {
        Map<JobId, JobReport> settled = new HashMap<>();
        for (PlannedStep step : plan.steps().values()) {
            boolean ready = step.dependsOn().stream()
                    .flatMap(before -> plan.step(before).jobs().stream())
                    .allMatch(job -> settled.get(job.id()).state() == JobState.SUCCEEDED);
            for (Job job : step.jobs()) {
                String written = random.nextBoolean() ? WRITTEN : "other";
                JobState failed = ready ? JobState.FAILED : JobState.SKIPPED;
                settled.put(
                        job.id(),
                        ready && random.nextInt(5) > 0
                                ? JobReports.succeeded(
                                        new Attempt(1, 0, Story.running(1)),
                                        step.jobs().size() == 1 ? Map.of("id", written) : Map.of(),
                                        Story.at(1),
                                        Story.at(2))
                                : JobReports.without(failed));
            }
        }
        return settled;
    }

    /**
     * A pipeline as it is written.
     *
     * @param steps what each says beside its name
     * @param value of a variable, which every job is told
     * @param agent what the one agent is
     */
    private record Text(List<String> steps, String value, String agent) {

        static Text random(Random random, int size) {
            List<String> steps = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                List<String> after = new ArrayList<>();
                for (int j = 0; j < i; j++) {
                    if (random.nextInt(3) == 0) {
                        after.add("s" + j);
                    }
                }
                steps.add("dependsOn: " + after + (random.nextInt(3) == 0 ? ", parallelism: 2" : ", outputs: [id]")
                        + (random.nextInt(4) == 0 ? ", agent: tool" : "") + ", script: make");
            }
            return new Text(List.copyOf(steps), "1", "old");
        }

        Text changed(Random random) {
            List<String> others = new ArrayList<>();
            for (String step : steps) {
                others.add(step
                        + switch (random.nextInt(12)) {
                            case 0 -> " it";
                            case 1 -> ", environment: {A: b}";
                            case 2 -> step.contains("agent") ? "" : ", image: other";
                            case 3 -> ", secretEnvironment: [{name: T, secret: s, key: k}]";
                            case 4 -> ", timeout: 5m";
                            default -> "";
                        });
            }
            return new Text(
                    List.copyOf(others), random.nextInt(8) == 0 ? "2" : value, random.nextInt(4) == 0 ? "new" : agent);
        }

        /** Of everything but what those before it wrote. How long it may take makes nothing else of it. */
        String madeOf(String name) {
            String step = steps.get(Integer.parseInt(name.substring(1))).replace(", timeout: 5m", "");
            return step + value + (step.contains("agent: tool") ? agent : "");
        }

        Map<String, String> agents() {
            return Map.of("tool", agent);
        }

        Plan plan(RunRequest request) {
            StringBuilder text = new StringBuilder("variables: {V: '" + value + "'}\nsteps:\n");
            for (int i = 0; i < steps.size(); i++) {
                text.append("- {name: s")
                        .append(i)
                        .append(", ")
                        .append(steps.get(i))
                        .append("}\n");
            }
            return Written.plan(Written.spec(text.toString()), request);
        }
    }
}
