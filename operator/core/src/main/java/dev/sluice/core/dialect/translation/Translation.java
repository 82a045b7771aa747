package dev.sluice.core.dialect.translation;

import dev.sluice.core.dialect.Source;
import dev.sluice.core.model.Problem;
import java.util.List;

/**
 * A file of any dialect as the resources that mean the same. Every value in them knows the place in the file that it comes from.
 *
 * @param documents Pipelines; made as far as it goes where there are problems
 * @param origins the file's own path at a place
 */
public record Translation(List<Source> documents, List<Problem> problems, List<Note> notes, Origins origins) {

    public Translation {
        documents = List.copyOf(documents);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }
}
