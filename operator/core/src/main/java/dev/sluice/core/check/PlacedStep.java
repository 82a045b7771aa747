package dev.sluice.core.check;

import dev.sluice.core.model.GroupStep;
import dev.sluice.core.model.Path;
import dev.sluice.core.model.Pipeline;
import dev.sluice.core.model.Step;
import dev.sluice.core.model.Uploaded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A step, where it is written, and in which group.
 *
 * @param upload what it was added with; absent: it was there from the beginning
 */
public record PlacedStep(Step step, Path path, Optional<GroupStep> group, Optional<Upload> upload) {

    /** An upload among those of its run, from 0, and the step it stands after. */
    record Upload(int number, PlacedStep by) {}

    public String name() {
        return step.name();
    }

    /** Where the steps of an upload are written. */
    public static Path uploadedAt(int number) {
        return Path.of("uploads").index(number);
    }

    /** All steps of a pipeline in the order written: groups, after each the steps in it, and after each step what was uploaded by it. */
    static List<PlacedStep> all(Pipeline pipeline) {
        return new Placing(pipeline.uploads()).all(pipeline.steps());
    }

    private record Placing(List<Uploaded> uploads, List<PlacedStep> all) {

        Placing(List<Uploaded> uploads) {
            this(uploads, new ArrayList<>());
        }

        List<PlacedStep> all(List<Step> steps) {
            place(steps, Path.of("spec").field("steps"), Optional.empty(), Optional.empty());
            return all;
        }

        private void place(List<Step> steps, Path list, Optional<GroupStep> group, Optional<Upload> upload) {
            for (int i = 0; i < steps.size(); i++) {
                Path path = list.index(i);
                PlacedStep placed = new PlacedStep(steps.get(i), path, group, upload);
                all.add(placed);
                if (steps.get(i) instanceof GroupStep inner) {
                    place(inner.steps(), path.field("group").field("steps"), Optional.of(inner), upload);
                } else {
                    placeUploadsBy(placed);
                }
            }
        }

        private void placeUploadsBy(PlacedStep placed) {
            int first = placed.upload().map(Upload::number).orElse(-1) + 1; // a step uploads after it was uploaded
            for (int i = first; i < uploads.size(); i++) {
                if (uploads.get(i).by().equals(placed.name())) {
                    place(
                            uploads.get(i).steps(),
                            uploadedAt(i).field("steps"),
                            placed.group(),
                            Optional.of(new Upload(i, placed)));
                }
            }
        }
    }
}
