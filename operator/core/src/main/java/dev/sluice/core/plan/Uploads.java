package dev.sluice.core.plan;

import dev.sluice.core.check.PlacedStep;
import dev.sluice.core.dialect.Reading;
import dev.sluice.core.model.CommandStep;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.RunRequest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Steps that running jobs add to their run (A7). The plan of a run is a function of its pipeline, what it brought, and its uploads in the
 * order they were put on record; what was planned before stays as it was, and a job keeps its id. Of an upload with a fault nothing is added.
 */
public final class Uploads {

    /** Uploads on record; each is an entry of the run's status. */
    public static final int MOST = 100;

    /** Steps that were uploaded may upload, and so on. */
    static final int DEEPEST = 10;

    private final Dialect dialect;
    private final Function<Pipeline, List<Problem>> further;

    /** @param further what the place where jobs run demands of a pipeline beyond what holds everywhere */
    public Uploads(Dialect dialect, Function<Pipeline, List<Problem>> further) {
        this.dialect = dialect;
        this.further = further;
    }

    /** What steps are written in. */
    public interface Dialect {

        /** The run's pipeline with the steps of {@code text}, which come from a job of the step {@code by}. */
        Reading<Pipeline> add(Pipeline run, String by, String text);
    }

    /**
     * @param pipeline one that was accepted
     * @param uploads in the order of their record
     */
    public Plan plan(Pipeline pipeline, RunRequest request, List<Upload> uploads) {
        Growing run = new Growing(pipeline, request, accepted(Planner.plan(pipeline, request)));
        uploads.forEach(run::add);
        return run.plan.withUploads(run.judged);
    }

    private static Plan accepted(Reading<Plan> reading) {
        return reading.value()
                .orElseThrow(() -> new IllegalStateException(
                        "a pipeline that was accepted can't be planned: " + reading.problems()));
    }

    /** A run to which one upload after the other is added. */
    private final class Growing {

        private final RunRequest request;
        private final Map<String, Integer> depths = new HashMap<>();
        private final List<JudgedUpload> judged = new ArrayList<>();
        private Pipeline pipeline;
        private Plan plan;

        Growing(Pipeline pipeline, RunRequest request, Plan plan) {
            this.pipeline = pipeline;
            this.request = request;
            this.plan = plan;
        }

        void add(Upload upload) {
            Optional<String> not = notAllowed(upload.job());
            if (not.isPresent()) {
                judged.add(new JudgedUpload(upload, List.of(), List.of("upload: " + not.get())));
                return;
            }
            Reading<Pipeline> longer = dialect.add(pipeline, upload.job().step(), upload.text());
            List<Problem> problems = new ArrayList<>(longer.problems());
            Reading<Plan> longerPlan = longer.then(p -> Planner.plan(p, request));
            if (longer.value().isPresent()) {
                problems.addAll(longerPlan.problems());
                problems.addAll(further.apply(longer.value().get()));
            }
            if (problems.isEmpty()) {
                grow(upload, longer.value().orElseThrow(), longerPlan.value().orElseThrow());
            } else {
                judged.add(new JudgedUpload(upload, List.of(), faults(problems)));
            }
        }

        private Optional<String> notAllowed(JobId job) {
            PlannedStep step = plan.steps().get(job.step());
            if (step == null || job.index() < 0 || job.index() >= step.jobs().size()) {
                return Optional.of("there is no such job");
            }
            if (!((CommandStep) step.step()).upload()) {
                return Optional.of("step \"" + job.step() + "\" does not say upload: true");
            }
            return depth(job.step()) >= DEEPEST
                    ? Optional.of("is made by a step that was uploaded itself, %d deep; no deeper than that"
                            .formatted(DEEPEST))
                    : Optional.empty();
        }

        private int depth(String step) {
            return depths.getOrDefault(step, 0);
        }

        private void grow(Upload upload, Pipeline longer, Plan longerPlan) {
            List<String> added = new ArrayList<>(longerPlan.steps().keySet());
            added.removeAll(plan.steps().keySet());
            added.forEach(name -> depths.put(name, depth(upload.job().step()) + 1));
            judged.add(new JudgedUpload(upload, added, List.of()));
            pipeline = longer;
            plan = longerPlan;
        }

        /** Places are told as the person who wrote the upload knows them. */
        private List<String> faults(List<Problem> problems) {
            String at = PlacedStep.uploadedAt(pipeline.uploads().size()).text();
            return problems.stream()
                    .map(Problem::toString)
                    .distinct()
                    .map(text -> text.replace(at + ".", "").replaceFirst("^" + Pattern.quote(at) + "(: )?", ""))
                    .map(text -> "upload: " + text)
                    .toList();
        }
    }
}
