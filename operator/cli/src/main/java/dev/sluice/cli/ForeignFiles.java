package dev.sluice.cli;

import dev.sluice.core.check.StepGraph;
import dev.sluice.core.dialect.Position;
import dev.sluice.core.dialect.ResourceReader;
import dev.sluice.core.dialect.Source;
import dev.sluice.core.dialect.recognition.Dialect;
import dev.sluice.core.dialect.recognition.Dialects;
import dev.sluice.core.dialect.translation.Note;
import dev.sluice.core.dialect.translation.StepNames;
import dev.sluice.core.dialect.translation.Translation;
import dev.sluice.core.model.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Files of other dialects as the resources that mean the same.
 *
 * @param format what they are; absent: what their content says
 * @param environment in which variables of a file are looked up
 */
record ForeignFiles(Optional<Dialect> format, Map<String, String> environment) {

    static final int LONGEST_NAME = 63;

    /** Every document is looked at by itself: agents may stand beside a pipeline of any dialect. */
    SourceFile translated(SourceFile file) {
        List<SourceFile.Document> documents = new ArrayList<>();
        for (SourceFile.Document document : file.documents()) {
            Dialect content = Dialect.of(document.source());
            boolean agents = content == Dialect.SLUICE && document.kind().equals("PodTemplate");
            Dialect dialect = agents ? Dialect.SLUICE : format.orElse(content);
            if (dialect == Dialect.SLUICE) {
                documents.add(document);
            } else {
                documents.addAll(translated(document, dialect));
            }
        }
        return new SourceFile(file.name(), List.copyOf(documents));
    }

    private List<SourceFile.Document> translated(SourceFile.Document document, Dialect dialect) {
        Source whole = Dialects.whole(dialect, document.source());
        Translation translation = Dialects.translate(dialect, whole, name(document.file()), environment);
        if (!translation.problems().isEmpty()) {
            throw new UserError(lines(document.file(), whole, translation.problems()));
        }
        return translation.documents().stream()
                .map(made -> new SourceFile.Document(
                        document.file(), made, Optional.of(translation.origins()), about(made, translation.notes())))
                .toList();
    }

    /** Of a file of several pipelines, what is about this one. */
    private static List<Note> about(Source pipeline, List<Note> notes) {
        Set<String> steps = new HashSet<>();
        ResourceReader.readPipeline(pipeline)
                .value()
                .ifPresent(read -> StepGraph.of(read).steps().forEach(step -> steps.add(step.name())));
        return steps.isEmpty()
                ? notes
                : notes.stream()
                        .filter(note -> note.step().isEmpty() || steps.contains(note.step()))
                        .toList();
    }

    static List<String> lines(String file, Source whole, List<Problem> problems) {
        Comparator<Problem> byPlace = Comparator.comparing(
                problem -> whole.locate(problem.path()).orElse(new Position(0, 0)),
                Comparator.comparingInt(Position::line).thenComparingInt(Position::column));
        return new SourceFile.Document(file, whole)
                .lines(problems.stream().sorted(byPlace).toList());
    }

    /** {@code .buildkite/pipeline.yml} is the pipeline of the folder it is in, any other file's is its own name. */
    static String name(String file) {
        Path path = Path.of(file).toAbsolutePath().normalize();
        Path folder = path.getParent();
        boolean hidden = folder != null
                && folder.getFileName() != null
                && folder.getFileName().toString().startsWith(".")
                && folder.getParent() != null
                && folder.getParent().getFileName() != null;
        String own = path.getFileName().toString().replaceFirst("\\.[^.]*$", "");
        String wanted = hidden && own.equals("pipeline")
                ? folder.getParent().getFileName().toString()
                : own;
        String name = StepNames.slug(wanted, LONGEST_NAME);
        return name.isEmpty() ? "pipeline" : name;
    }
}
