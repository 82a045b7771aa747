package dev.sluice.core.dialect;

import dev.sluice.core.check.Checks;
import dev.sluice.core.check.PlacedStep;
import dev.sluice.core.check.StepGraph;
import dev.sluice.core.dialect.Source.Mapping;
import dev.sluice.core.dialect.Source.Sequence;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Problem;
import dev.sluice.core.model.Step;
import dev.sluice.core.model.Uploaded;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads steps that a job adds to its run: a list of steps, or a mapping with {@code steps}, in YAML or JSON. */
public final class UploadReader {

    private static final int MOST_STEPS = 500;
    private static final String STEPS = "steps";

    private UploadReader() {}

    /** As {@link #add}, whatever is wrong; absent where no steps can be made out. */
    public static Optional<Pipeline> drafted(Pipeline run, String by, String text) {
        return read(run, by, text, new ArrayList<>());
    }

    /**
     * The run's pipeline with these steps, as checked as a pipeline is that was read. Paths within the upload begin with
     * {@link PlacedStep#uploadedAt}.
     *
     * @param by the step whose job adds them, one of the run's
     */
    public static Reading<Pipeline> add(Pipeline run, String by, String text) {
        List<Problem> problems = new ArrayList<>();
        Optional<Pipeline> longer = read(run, by, text, problems);
        if (problems.isEmpty()) {
            return Reading.accepted(longer.orElseThrow());
        }
        longer.ifPresent(draft -> problems.addAll(Checks.ofDraft(draft, problems)));
        return Reading.refused(problems);
    }

    private static Optional<Pipeline> read(Pipeline run, String by, String text, List<Problem> problems) {
        Path path = PlacedStep.uploadedAt(run.uploads().size());
        Optional<Fields> fields = document(text, path, problems).flatMap(source -> Fields.of(source, path, problems));
        if (fields.isEmpty()) {
            return Optional.empty();
        }
        StepReader reader = new StepReader(run.defaults(), problems);
        fields.get().demand(STEPS);
        List<Step> steps = fields.get()
                .items(STEPS, 1, MOST_STEPS, inGroup(run, by) ? reader::readInGroup : reader::read)
                .orElse(List.of());
        fields.get().end();
        return Optional.of(run.withUpload(new Uploaded(by, steps)));
    }

    private static Optional<Source> document(String text, Path path, List<Problem> problems) {
        try {
            List<Source> documents = Source.parse(text);
            if (documents.size() == 1) {
                Source document = documents.get(0);
                return Optional.of(document instanceof Sequence steps ? asMapping(steps) : document);
            }
            problems.add(Problem.invalid(
                    path.text(),
                    documents.isEmpty() ? "holds no steps" : "holds " + documents.size() + " documents, not one"));
        } catch (SourceException e) {
            String at = e.position()
                    .map(p -> "line " + p.line() + ", column " + p.column() + ": ")
                    .orElse("");
            problems.add(Problem.invalid(path.text(), at + e.getMessage()));
        }
        return Optional.empty();
    }

    private static Source asMapping(Sequence steps) {
        return new Mapping(Map.of(STEPS, new Source.Field(steps.position(), steps)), steps.position());
    }

    private static boolean inGroup(Pipeline run, String by) {
        return StepGraph.of(run).steps().stream()
                .anyMatch(step -> step.name().equals(by) && step.group().isPresent());
    }
}
